package io.spillway.plan;

import io.spillway.assess.Assessment;
import io.spillway.assess.Figures;
import io.spillway.assess.Level;
import io.spillway.config.Levels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides what may be put back: in reverse order, one at a time, while the projection stays below WARNING minus the hysteresis. Pure.
 *
 * <p>Only at NORMAL: that is a level which used memory has been below for the whole hold-down, so nothing is put back in a short lull.
 */
public final class Restoration {
    private static final Duration START_DURATION = Duration.ofSeconds(2);

    private Restoration() {}

    /**
     * The measure that puts the last of {@code owed} back, or nothing while there is no room for it.
     *
     * @param owed in the order in which they were stopped
     */
    public static Optional<Measure> next(Assessment assessment, Levels levels, List<Owed> owed) {
        return next(assessment, levels, owed, 0);
    }

    /**
     * The same.
     *
     * @param growingBytes what others that were put back a moment ago are still going to use
     */
    public static Optional<Measure> next(Assessment assessment, Levels levels, List<Owed> owed, long growingBytes) {
        if (owed.isEmpty() || assessment.level() != Level.NORMAL) {
            return Optional.empty();
        }
        Owed last = owed.get(owed.size() - 1);
        return fits(assessment, levels, last, growingBytes)
                ? Optional.of(start(
                        last,
                        "stopped by Spillway; " + Figures.percent(projectedPercent(assessment, last, growingBytes))
                                + " used after it"))
                : Optional.empty();
    }

    /** Whether used memory stays below WARNING minus the hysteresis with it, whatever the level is now. */
    public static boolean fits(Assessment assessment, Levels levels, Owed owed, long growingBytes) {
        return projectedPercent(assessment, owed, growingBytes) < levels.warningPercent() - levels.hysteresisPercent();
    }

    /** The measure that puts it back, whether it fits or not. */
    public static Measure start(Owed owed, String reason) {
        return new Measure.StartContainer(owed.container(), owed.name(), owed.usageBytes(), START_DURATION, reason);
    }

    private static double projectedPercent(Assessment assessment, Owed owed, long growingBytes) {
        double usedBytes = (double) assessment.reading().usedBytes() + owed.usageBytes() + growingBytes;
        return 100 * usedBytes / assessment.reading().totalBytes();
    }
}
