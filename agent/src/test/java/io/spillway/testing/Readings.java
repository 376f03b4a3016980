package io.spillway.testing;

import io.spillway.sense.Pressure;
import io.spillway.sense.Reading;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;

/** Builds readings of a 15 GiB host: {@code Readings.used(82).at(Duration.ofSeconds(3)).build()}. */
public final class Readings {
    public static final long TOTAL = Sizes.gib(15);

    private final long totalBytes;
    private final long availableBytes;
    private final long atNanos;
    private final Sensed<Pressure> pressure;
    private final Sensed<Refaults> refaults;

    private Readings(
            long totalBytes, long availableBytes, long atNanos, Sensed<Pressure> pressure, Sensed<Refaults> refaults) {
        this.totalBytes = totalBytes;
        this.availableBytes = availableBytes;
        this.atNanos = atNanos;
        this.pressure = pressure;
        this.refaults = refaults;
    }

    /** That much of memory used, in percent. */
    public static Readings used(double usedPercent) {
        return available(Math.round(TOTAL * (1 - usedPercent / 100)));
    }

    public static Readings available(long availableBytes) {
        return new Readings(
                TOTAL,
                Math.max(0, Math.min(TOTAL, availableBytes)),
                0,
                new Sensed.Absent<>("no PSI here"),
                new Sensed.Absent<>("not counted here"));
    }

    public Readings of(long totalBytes) {
        return new Readings(
                totalBytes,
                (long) ((double) availableBytes / this.totalBytes * totalBytes),
                atNanos,
                pressure,
                refaults);
    }

    public Readings at(Duration sinceStart) {
        return atNanos(sinceStart.toNanos());
    }

    public Readings atNanos(long nanos) {
        return new Readings(totalBytes, availableBytes, nanos, pressure, refaults);
    }

    public Readings stalling(double someAvg10, double fullAvg10) {
        return new Readings(
                totalBytes,
                availableBytes,
                atNanos,
                new Sensed.Known<>(new Pressure(someAvg10, fullAvg10, 0, 0), Instant.EPOCH.plusNanos(atNanos)),
                refaults);
    }

    /** Pages read again since the start, counted at the reading's own time: give that first. */
    public Readings refaulted(long pages) {
        return new Readings(
                totalBytes,
                availableBytes,
                atNanos,
                pressure,
                new Sensed.Known<>(new Refaults(pages), Instant.EPOCH.plusNanos(atNanos)));
    }

    public Reading build() {
        return new Reading(atNanos, totalBytes, availableBytes, 0, 0, pressure, refaults);
    }
}
