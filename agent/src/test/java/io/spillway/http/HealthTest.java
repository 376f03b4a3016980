package io.spillway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.guard.Snapshot.Mode;
import io.spillway.sense.Sensed;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void aSnapshotOfFiveSecondsAgoIsFresh() {
        Health health = Health.of(Snapshots.normal().build(), Snapshots.NOW.plusSeconds(5));

        assertThat(health).isEqualTo(new Health(Health.Status.HEALTHY, List.of()));
    }

    @Test
    void anOlderOneIsNot() {
        Health health = Health.of(Snapshots.normal().build(), Snapshots.NOW.plusMillis(5001));

        assertThat(health.status()).isEqualTo(Health.Status.UNHEALTHY);
        assertThat(health.status().httpStatus()).isEqualTo(503);
    }

    @Test
    void aClockThatWasSetBackIsNoFault() {
        Health health = Health.of(Snapshots.normal().build(), Snapshots.NOW.minusSeconds(3600));

        assertThat(health.status()).isEqualTo(Health.Status.HEALTHY);
    }

    @Test
    void anUnknownLevelIsUnhealthyAndSaysWhy() {
        Health health =
                Health.of(Snapshots.blind("/proc/meminfo: no MemAvailable").build(), Snapshots.NOW);

        assertThat(health.status()).isEqualTo(Health.Status.UNHEALTHY);
        assertThat(health.reasons()).containsExactly("the level is unknown: /proc/meminfo: no MemAvailable");
    }

    @Test
    void everySourceThatDoesNotAnswerIsNamed() {
        Health health = Health.of(
                Snapshots.normal()
                        .source("containers", new Sensed.Unknown<>("hangs", Snapshots.NOW))
                        .source("processes", new Sensed.Unknown<>("not permitted", Snapshots.NOW))
                        .source("ollama", new Sensed.Absent<>("nothing listens"))
                        .build(),
                Snapshots.NOW);

        assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(health.reasons()).hasSize(2).noneMatch(reason -> reason.contains("ollama"));
    }

    @Test
    void aPausedGuardSaysSo() {
        Health health = Health.of(Snapshots.normal().mode(Mode.PAUSED).build(), Snapshots.NOW);

        assertThat(health.status()).isEqualTo(Health.Status.PAUSED);
        assertThat(health.status().httpStatus()).isEqualTo(200);
        assertThat(health.reasons()).singleElement().asString().contains("paused");
    }

    @Test
    void aDryRunIsHealthy() {
        Health health = Health.of(Snapshots.normal().mode(Mode.DRY_RUN).build(), Snapshots.NOW);

        assertThat(health.status()).isEqualTo(Health.Status.HEALTHY);
    }
}
