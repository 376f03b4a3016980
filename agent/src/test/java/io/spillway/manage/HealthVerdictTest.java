package io.spillway.manage;

import static io.spillway.testing.Snapshots.AT;
import static io.spillway.testing.Snapshots.normal;
import static io.spillway.testing.Snapshots.unknown;
import static io.spillway.testing.Snapshots.unknownSince;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.guard.Snapshot.Mode;
import io.spillway.sense.Sensed;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthVerdictTest {
    @Test
    void isHealthyWhenEverySourceAnswers() {
        assertThat(HealthVerdict.of(normal().build(), AT)).isEqualTo(new HealthVerdict("healthy", List.of()));
    }

    @Test
    void isHealthyWhereSomethingIsCertainlyAbsent() {
        HealthVerdict verdict = HealthVerdict.of(
                normal().withSource("ollama", new Sensed.Absent<>("nothing listens"))
                        .build(),
                AT);

        assertThat(verdict.status()).isEqualTo("healthy");
    }

    @Test
    void isDegradedWhenASourceDoesNotAnswer() {
        HealthVerdict verdict = HealthVerdict.of(
                normal().withSource("ollama", unknownSince("timed out")).build(), AT);

        assertThat(verdict.status()).isEqualTo("degraded");
        assertThat(verdict.reasons()).containsExactly("ollama does not answer: timed out");
    }

    @Test
    void isDegradedBeforeAnythingWasLookedAt() {
        assertThat(HealthVerdict.of(normal().withoutSources().build(), AT).status())
                .isEqualTo("degraded");
    }

    @Test
    void isDegradedWhilePaused() {
        assertThat(HealthVerdict.of(normal().withMode(Mode.PAUSED).build(), AT).status())
                .isEqualTo("degraded");
    }

    @Test
    void isUnhealthyWhenMemoryCannotBeReadAndSaysItOnce() {
        HealthVerdict verdict = HealthVerdict.of(unknown("permission denied").build(), AT);

        assertThat(verdict.status()).isEqualTo("unhealthy");
        assertThat(verdict.reasons())
                .containsExactly("memory cannot be read, so the level is unknown: permission denied");
    }

    @Test
    void isUnhealthyWhenTheGuardStandsStill() {
        HealthVerdict verdict = HealthVerdict.of(normal().build(), AT.plusSeconds(42));

        assertThat(verdict.status()).isEqualTo("unhealthy");
        assertThat(verdict.reasons()).containsExactly("the guard stands still: it has published nothing for 42 s");
    }
}
