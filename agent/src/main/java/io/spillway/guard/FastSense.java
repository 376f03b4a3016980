package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.HostProbe;
import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Reading;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes readings: memory each time, the slower sources no more often than they bear. Used by the guard's thread alone. */
final class FastSense {
    /** Reading PSI more often takes stall time away from every reader on the host. */
    private static final long PRESSURE_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long REFAULTS_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final HostProbe probe;
    private final Supplier<Map<ProcessRef, Long>> victimBytes;
    private final Ticker ticker;
    private final MemorySample sample = new MemorySample();
    /** Nobody sees these: the first reading replaces both. */
    private Sensed<Pressure> pressure = Sensed.Unknown.notYetSeen(Instant.EPOCH);

    private Sensed<Refaults> refaults = Sensed.Unknown.notYetSeen(Instant.EPOCH);
    private long pressureDueNanos;
    private long refaultsDueNanos;

    FastSense(HostProbe probe, Supplier<Map<ProcessRef, Long>> victimBytes, Ticker ticker) {
        this.probe = requireNonNull(probe);
        this.victimBytes = requireNonNull(victimBytes);
        this.ticker = requireNonNull(ticker);
        this.pressureDueNanos = ticker.nanos();
        this.refaultsDueNanos = pressureDueNanos;
    }

    /** What those that may be ended next hold now: the inventory is up to a second old, in which a program can grow by gigabytes. */
    Map<ProcessRef, Long> victimBytes() {
        return victimBytes.get();
    }

    /**
     * The host now.
     *
     * @throws IOException where memory cannot be read or makes no sense: nothing is known then
     */
    Reading read() throws IOException {
        probe.sample(sample);
        long now = ticker.nanos();
        if (now - pressureDueNanos >= 0) {
            pressure = probe.pressure();
            pressureDueNanos = now + PRESSURE_PERIOD_NANOS;
        }
        if (now - refaultsDueNanos >= 0) {
            refaults = probe.refaults();
            refaultsDueNanos = now + REFAULTS_PERIOD_NANOS;
        }
        try {
            return new Reading(
                    now,
                    sample.totalBytes(),
                    sample.availableBytes(),
                    sample.swapTotalBytes(),
                    sample.swapUsedBytes(),
                    pressure,
                    refaults);
        } catch (IllegalArgumentException nonsense) {
            throw new IOException(probe.describe() + " makes no sense: " + nonsense.getMessage(), nonsense);
        }
    }
}
