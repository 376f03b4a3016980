package io.spillway.plan;

import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.config.Levels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides what may be put back: in reverse order, one at a time, while the projection stays below WARNING. Pure. */
public final class Restoration {
    private static final Duration START_DURATION = Duration.ofSeconds(2);

    private Restoration() {}

    /**
     * The measure that puts the last of {@code owed} back, or nothing while there is no room for it.
     *
     * @param owed in the order in which they were stopped
     */
    public static Optional<Measure> next(Assessment assessment, Levels levels, List<Owed> owed) {
        if (owed.isEmpty() || assessment.level() != Level.NORMAL) {
            return Optional.empty();
        }
        Owed last = owed.get(owed.size() - 1);
        if (projectedPercent(assessment, last) >= levels.warningPercent() - levels.hysteresisPercent()) {
            return Optional.empty();
        }
        String reason = "stopped by Spillway; %.1f %% used after it".formatted(projectedPercent(assessment, last));
        return Optional.of(
                new Measure.StartContainer(last.container(), last.name(), last.usageBytes(), START_DURATION, reason));
    }

    private static double projectedPercent(Assessment assessment, Owed owed) {
        long totalBytes = assessment.reading().totalBytes();
        return 100.0 * (assessment.reading().usedBytes() + owed.usageBytes()) / totalBytes;
    }
}
