package io.spillway.manage;

import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.container;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;
import static io.spillway.testing.Snapshots.unknown;
import static io.spillway.testing.Snapshots.unknownSince;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.spillway.config.ContainerLimits.Care;
import io.spillway.guard.Snapshot;
import io.spillway.mbeans.TargetInfo;
import io.spillway.sense.Container;
import io.spillway.sense.Sensed;
import org.junit.jupiter.api.Test;

class EfficiencyTargetsTest {
    @Test
    void aQuietHostMeetsWhatCanBeMeasured() {
        Snapshot snapshot = normal().withModels(model("qwen2.5:3b", 2_600_000_000L))
                .withContainers(container("postgres", GIB), container("ollama", 5 * GIB))
                .build();

        assertThat(EfficiencyTargets.of(snapshot))
                .extracting(TargetInfo::target, TargetInfo::met)
                .containsExactly(
                        tuple("system memory used", "yes"),
                        tuple("per model", "yes"),
                        tuple("container overhead", "yes"),
                        tuple("reserved for the system", "yes"),
                        tuple("swap used", "yes"),
                        tuple("model switch", "unknown"));
        assertThat(target(snapshot, "system memory used").achieved()).isEqualTo(37.5);
        assertThat(target(snapshot, "container overhead").achieved()).isEqualTo(GIB);
    }

    @Test
    void aFullHostMissesThem() {
        Snapshot snapshot = normal().withAvailableBytes(GIB)
                .withSwapUsedBytes(GIB)
                .withModels(model("llama3:8b", 5 * GIB))
                .withContainers(container("backend", 3 * GIB))
                .build();

        assertThat(EfficiencyTargets.of(snapshot))
                .extracting(TargetInfo::met)
                .containsExactly("no", "no", "no", "no", "no", "unknown");
    }

    @Test
    void whatCannotBeReadIsUnknown() {
        assertThat(EfficiencyTargets.of(unknown("permission denied").build())).allSatisfy(target -> {
            assertThat(target.met()).isEqualTo("unknown");
            assertThat(target.achieved()).isNaN();
            assertThat(target.detail()).isNotEmpty();
        });
    }

    @Test
    void aPartCanShowThatABoundIsMissedButNotThatItIsMet() {
        Container unread = container("redis", Container.State.RUNNING, unknownSince("gone"), Care.NONE);

        assertThat(target(normal().withContainers(container("a", GIB), unread).build(), "container overhead")
                        .met())
                .isEqualTo("unknown");
        assertThat(target(
                                normal().withContainers(container("a", 3 * GIB), unread)
                                        .build(),
                                "container overhead")
                        .met())
                .isEqualTo("no");
    }

    @Test
    void whatTheServerSaysOfAModelIsNoMeasurement() {
        TargetInfo target = target(
                normal().withModels(model("qwen2.5:3b", unknownSince("no runner found")))
                        .build(),
                "per model");

        assertThat(target.met()).isEqualTo("unknown");
        assertThat(target.detail()).contains("ollama/qwen2.5:3b could not be measured");
    }

    @Test
    void whereThereIsNothingToMeasureNothingIsClaimed() {
        Snapshot snapshot =
                normal().withContainers(new Sensed.Absent<>("no socket")).build();

        assertThat(target(snapshot, "per model").met()).isEqualTo("unknown");
        assertThat(target(snapshot, "per model").detail()).isEqualTo("no model is loaded");
        assertThat(target(snapshot, "container overhead").met()).isEqualTo("unknown");
        assertThat(target(snapshot, "container overhead").detail()).isEqualTo("no socket");
    }

    @Test
    void stoppedContainersCostNothing() {
        Container stopped = container("db", Container.State.EXITED, new Sensed.Absent<>("does not run"), Care.NONE);

        assertThat(target(normal().withContainers(stopped).build(), "container overhead")
                        .achieved())
                .isZero();
    }

    private static TargetInfo target(Snapshot snapshot, String name) {
        return EfficiencyTargets.of(snapshot).stream()
                .filter(target -> target.target().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
