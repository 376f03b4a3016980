package io.spillway.assess;

import io.spillway.config.Levels;
import java.time.Duration;

/**
 * The level after a reading: up at once or at the second reading, down only after the hold-down.
 *
 * @param borne whether this reading bears the level
 * @param lowerSinceNanos since when it has not; now where it does
 */
record Ladder(Level level, boolean borne, long lowerSinceNanos) {
    private static final Level[] LEVELS = Level.values();

    /** From the level {@code before}, with what the reading before had left in {@code past}. */
    static Ladder climb(
            Level before, History past, Sighting sighting, double usedPercent, long nowNanos, Levels levels) {
        Level seen = sighting.highest();
        Level risen = Level.higher(atOnce(sighting.usage()), Level.lower(seen, past.seen()));
        if (risen.compareTo(before) > 0) {
            return new Ladder(risen, true, nowNanos);
        }
        if (isBorne(before, seen, usedPercent, levels)) {
            return new Ladder(before, true, nowNanos);
        }
        long lowerSince = past.borne() ? nowNanos : past.lowerSinceNanos();
        if (Duration.ofNanos(nowNanos - lowerSince).compareTo(levels.holdDown()) < 0) {
            return new Ladder(before, false, lowerSince);
        }
        Level fallen = Level.NORMAL;
        for (Level level : LEVELS) {
            if (level.compareTo(before) < 0 && isBorne(level, seen, usedPercent, levels)) {
                fallen = level;
            }
        }
        return new Ladder(fallen, true, nowNanos);
    }

    /** WARNING may be a short peak, and a forecast may be wrong; used memory at CRITICAL speaks for itself. */
    private static Level atOnce(Level usage) {
        return usage.isAtLeast(Level.CRITICAL) ? usage : Level.NORMAL;
    }

    /** Every level has its own hysteresis; NORMAL is always borne. */
    private static boolean isBorne(Level level, Level seen, double usedPercent, Levels levels) {
        return seen.isAtLeast(level) || usedPercent >= level.thresholdPercent(levels) - levels.hysteresisPercent();
    }
}
