package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.guard.Snapshot.Resources;
import io.spillway.sense.oshi.OshiResources;

/** CPU and disk, for the views alone: no decision depends on them. */
final class ResourceMeter {
    private final OshiResources oshi;

    ResourceMeter(OshiResources oshi) {
        this.oshi = requireNonNull(oshi);
    }

    Resources read() {
        return new Resources(
                oshi.cpuPercent().orElse(Double.NaN),
                oshi.cpuCount().orElse(Runtime.getRuntime().availableProcessors()),
                oshi.diskPercent().orElse(Double.NaN));
    }
}
