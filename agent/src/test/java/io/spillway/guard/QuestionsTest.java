package io.spillway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private final Rig rig = new Rig();
    private final Questions questions = new Questions(rig.guard, Duration.ofMillis(1));

    @Test
    void aGuardThatDoesNotAnswerInTimeIsSaidSoAndTheWishIsNotLost() {
        boolean[] done = {false};

        assertThatThrownBy(() -> questions.ask("pin", () -> done[0] = true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("pin has not ended within 0 s: it goes on, the journal will tell");

        rig.pass();
        assertThat(done[0]).isTrue();
    }

    @Test
    void aGuardWithTooMuchToDoSaysSoAndStillTakesOutcomes() {
        while (rig.guard.ask(() -> {})) {
            assertThat(rig.guard.isStopped()).isFalse();
        }

        assertThatThrownBy(() -> questions.ask("pin", () -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the guard has too much to do for pin; ask again later");

        Inbox inbox = new Inbox();
        int[] taken = {0};
        while (inbox.ask(() -> {})) {
            taken[0]++;
        }
        assertThat(inbox.tell(() -> taken[0] = -1)).isTrue();
        inbox.read(Runnable::run);
        assertThat(taken[0]).isEqualTo(-1);
    }

    @Test
    void aClosedInboxTakesNothing() {
        Inbox inbox = new Inbox();
        int[] read = {0};
        inbox.tell(() -> read[0]++);

        inbox.close(Runnable::run);

        assertThat(read[0]).as("what was left is handed on").isEqualTo(1);
        assertThat(inbox.tell(() -> read[0]++)).isFalse();
        assertThat(inbox.ask(() -> read[0]++)).isFalse();
    }
}
