package io.spillway.guard;

import static io.spillway.testing.Snapshots.AT;
import static io.spillway.testing.Snapshots.normal;
import static io.spillway.testing.Snapshots.unknown;
import static io.spillway.testing.Snapshots.unknownSince;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.guard.Health.Status;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.sense.Sensed;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void isHealthyWhenEverySourceAnswers() {
        assertThat(Health.of(normal().build(), AT)).isEqualTo(new Health(Status.HEALTHY, List.of()));
        assertThat(Status.HEALTHY.isWell()).isTrue();
    }

    @Test
    void isHealthyWhereSomethingIsCertainlyAbsent() {
        Snapshot snapshot = normal().withSource("ollama", new Sensed.Absent<>("nothing listens"))
                .build();

        assertThat(Health.of(snapshot, AT).status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void aDryRunIsHealthy() {
        Snapshot snapshot = normal().withMode(Mode.DRY_RUN).build();

        assertThat(Health.of(snapshot, AT).status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void aPausedGuardIsWellAndSaysSo() {
        Health health = Health.of(normal().withMode(Mode.PAUSED).build(), AT);

        assertThat(health.status()).isEqualTo(Status.PAUSED);
        assertThat(health.status().isWell()).isTrue();
        assertThat(health.reasons()).singleElement().asString().contains("paused", "resume");
    }

    @Test
    void everySourceThatDoesNotAnswerIsNamed() {
        Health health = Health.of(
                normal().withSource("containers", unknownSince("hangs"))
                        .withSource("processes", unknownSince("not permitted"))
                        .withSource("ollama", new Sensed.Absent<>("nothing listens"))
                        .withMode(Mode.PAUSED)
                        .build(),
                AT);

        assertThat(health.status()).isEqualTo(Status.DEGRADED);
        assertThat(health.status().isWell()).isFalse();
        assertThat(health.reasons())
                .containsExactly(
                        "containers does not answer since 2026-05-01T12:00:00Z: hangs",
                        "processes does not answer since 2026-05-01T12:00:00Z: not permitted");
    }

    @Test
    void whatNobodyHasLookedAtIsNotFine() {
        Snapshot snapshot =
                normal().withSource("ollama", Sensed.Unknown.notYetSeen(AT)).build();

        assertThat(Health.of(snapshot, AT))
                .isEqualTo(new Health(Status.DEGRADED, List.of("ollama has not been looked at yet")));
        assertThat(Health.of(normal().withoutSources().build(), AT).status()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void anUnknownLevelIsUnhealthyAndSaysWhyOnce() {
        Health health = Health.of(unknown("permission denied").build(), AT);

        assertThat(health.status()).isEqualTo(Status.UNHEALTHY);
        assertThat(health.reasons())
                .containsExactly("memory cannot be read, so the level is unknown: permission denied");
    }

    @Test
    void aSnapshotOfFiveSecondsAgoIsFreshAndAnOlderOneIsNot() {
        assertThat(Health.of(normal().build(), AT.plusSeconds(5)).status()).isEqualTo(Status.HEALTHY);

        Health late = Health.of(normal().build(), AT.plusMillis(5001));
        assertThat(late.status()).isEqualTo(Status.UNHEALTHY);
        assertThat(late.reasons())
                .singleElement()
                .asString()
                .startsWith("the guard stands still: it has published nothing since 2026-05-01T12:00:00Z");
    }

    @Test
    void aClockThatWasSetBackIsNoFault() {
        assertThat(Health.of(normal().build(), AT.minusSeconds(3600)).status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void theWordsAreThoseOfTheInterfaces() {
        assertThat(Status.values())
                .extracting(Status::word)
                .containsExactly("healthy", "paused", "degraded", "unhealthy");
    }
}
