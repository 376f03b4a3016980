package io.spillway.assess;

import io.spillway.config.Levels;
import io.spillway.sense.Reading;

/**
 * When to look again: before memory, filled as fast as this host can fill it, can pass the next threshold. Pure.
 *
 * <p>WARNING alone is not worth a look every millisecond, and a host may stand a hair below it for days: towards WARNING the
 * sleep is 20 ms or more, unless CRITICAL could be passed in that time.
 */
public final class Pacing {
    private static final long SHORTEST_NANOS = 1_000_000;
    private static final long SHORTEST_TO_WARNING_NANOS = 20_000_000;
    private static final long LONGEST_NANOS = 1_000_000_000;
    private static final Level[] LEVELS = Level.values();

    private final double bytesPerNano;

    /** Whether the kernel may hand out memory in huge pages, which fills it three times as fast. */
    public enum HugePages {
        /** {@code /sys/kernel/mm/transparent_hugepage/enabled} says {@code never}: 4 GB/s. */
        NEVER(4),
        /** It says something else or cannot be read: 12 GB/s. */
        POSSIBLE(12);

        private final int bytesPerNano;

        HugePages(int bytesPerNano) {
            this.bytesPerNano = bytesPerNano;
        }
    }

    public Pacing(HugePages hugePages) {
        this.bytesPerNano = hugePages.bytesPerNano;
    }

    /** How long to sleep after {@code reading}, in nanoseconds: 1 ms to 1 s. */
    public long sleepNanos(Reading reading, Levels levels) {
        double used = reading.usedPercent();
        Level next = Level.NORMAL;
        for (Level level : LEVELS) {
            if (level.thresholdPercent(levels) > used) {
                next = level;
                break;
            }
        }
        // Above the highest threshold there is only the end.
        double headroom = next == Level.NORMAL ? reading.availableBytes() : headroom(reading, next, levels);
        double nanos = headroom / bytesPerNano;
        if (next == Level.WARNING) {
            double toCritical = headroom(reading, Level.CRITICAL, levels) / bytesPerNano;
            nanos = Math.max(nanos, Math.min(SHORTEST_TO_WARNING_NANOS, toCritical));
        }
        return (long) Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, nanos));
    }

    private static double headroom(Reading reading, Level level, Levels levels) {
        return reading.totalBytes() * (level.thresholdPercent(levels) / 100) - reading.usedBytes();
    }
}
