package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Waiting;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.sense.Sensed;
import io.spillway.sense.oshi.OshiResources;
import java.time.Duration;

/** CPU and disk, for the views alone: no decision depends on them. */
final class ResourceMeter {
    /** Long enough for some clock ticks. */
    private static final Duration FIRST_SPAN = Duration.ofMillis(250);

    private final OshiResources oshi;
    private final Waiting waiting;

    ResourceMeter(OshiResources oshi, Waiting waiting) {
        this.oshi = requireNonNull(oshi);
        this.waiting = requireNonNull(waiting);
    }

    /** On a thread that may wait. */
    Resources read() {
        return new Resources(
                cpuPercent().orElse(Double.NaN),
                oshi.cpuCount().orElse(Runtime.getRuntime().availableProcessors()),
                oshi.diskPercent().orElse(Double.NaN));
    }

    /** Told between two readings: at the first, the second follows at once, or nothing would be known until the next look. */
    private Sensed<Double> cpuPercent() {
        Sensed<Double> percent = oshi.cpuPercent();
        if (percent.isKnown()) {
            return percent;
        }
        try {
            waiting.until(() -> false, FIRST_SPAN);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return percent;
        }
        return oshi.cpuPercent();
    }
}
