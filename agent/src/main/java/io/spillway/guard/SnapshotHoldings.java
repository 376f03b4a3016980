package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Holdings;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerId;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.util.List;
import java.util.function.Supplier;

/** What targets hold, from the newest snapshot. */
final class SnapshotHoldings implements Holdings {
    private final Supplier<Snapshot> snapshot;

    SnapshotHoldings(Supplier<Snapshot> snapshot) {
        this.snapshot = requireNonNull(snapshot);
    }

    @Override
    public Sensed<ProcessRef> runnerOf(ModelId model) {
        for (Model one : snapshot.get().inventory().models()) {
            if (one.id().equals(model)) {
                return one.runner();
            }
        }
        return new Sensed.Absent<>("the inventory does not show it");
    }

    @Override
    public Sensed<Long> usageOf(ContainerId container) {
        for (Container one : snapshot.get().inventory().containers().orElse(List.of())) {
            if (one.id().equals(container)) {
                return one.usageBytes();
            }
        }
        return new Sensed.Absent<>("the inventory does not show it");
    }

    @Override
    public Sensed<Long> availableBytes() {
        return snapshot.get().assessment().map(known -> known.reading().availableBytes());
    }
}
