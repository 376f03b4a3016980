package io.spillway.guard;

import static io.spillway.testing.Snapshots.AT;
import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.OLLAMA;
import static io.spillway.testing.Snapshots.container;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;
import static io.spillway.testing.Snapshots.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.ContainerId;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import org.junit.jupiter.api.Test;

class SnapshotHoldingsTest {
    @Test
    void theyAreThoseOfTheNewestSnapshot() {
        var holdings = new SnapshotHoldings(() -> normal().withModels(model("qwen2.5:3b", GIB))
                .withContainers(container("redis", GIB))
                .build());

        assertThat(holdings.runnerOf(new ModelId(OLLAMA, "qwen2.5:3b")))
                .isEqualTo(new Sensed.Known<>(new ProcessRef(4242, 1), AT));
        assertThat(holdings.usageOf(new ContainerId("0123456789ab-redis"))).isEqualTo(new Sensed.Known<>(GIB, AT));
        assertThat(holdings.availableBytes()).isEqualTo(new Sensed.Known<>(10 * GIB, AT));
    }

    @Test
    void whatIsNotSeenIsNotHeld() {
        var holdings = new SnapshotHoldings(() -> normal().build());

        assertThat(holdings.runnerOf(new ModelId(OLLAMA, "qwen2.5:3b")).isKnown())
                .isFalse();
        assertThat(holdings.usageOf(new ContainerId("1")).isKnown()).isFalse();
    }

    @Test
    void memoryThatCannotBeReadIsUnknownAndNotZero() {
        var holdings = new SnapshotHoldings(() -> unknown("permission denied").build());

        assertThat(holdings.availableBytes()).isInstanceOf(Sensed.Unknown.class);
    }
}
