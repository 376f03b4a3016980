package io.spillway.guard;

import static io.spillway.testing.Inventories.inventory;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Inventory;
import io.spillway.testing.ManualClock;
import io.spillway.testing.Models;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanRehearsalTest {
    private static final Inventory COMPLETE = inventory().build();

    private final ManualClock clock = new ManualClock();
    private final PlanRehearsal rehearsal = new PlanRehearsal(clock);
    private int rounds;

    @Test
    void itWaitsUntilEverySourceHasAnsweredOrForSixSeconds() {
        Inventory nothing = Inventory.notYetSeen(List.of(Models.OLLAMA), clock.instant());

        rehearsal.goOn(nothing, () -> rounds++);
        assertThat(rounds).isZero();

        clock.advance(Duration.ofSeconds(6));
        rehearsal.goOn(nothing, () -> rounds++);
        assertThat(rounds).isPositive();
    }

    @Test
    void itTakesAFewRoundsATurn() {
        rehearsal.goOn(COMPLETE, () -> rounds++);

        assertThat(rounds).isEqualTo(3);
        assertThat(rehearsal.isOver()).isFalse();
    }

    @Test
    void itIsOverAfterSixtyRounds() {
        for (int turn = 0; turn < 100; turn++) {
            rehearsal.goOn(COMPLETE, () -> rounds++);
        }

        assertThat(rounds).isEqualTo(60);
        assertThat(rehearsal.isOver()).isTrue();
    }
}
