package io.spillway.assess;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.Reading;
import io.spillway.sense.Sensed;
import java.util.List;

/**
 * What a reading means.
 *
 * @param sinceNanos when the level was entered, by the ticker
 * @param signals what asks for the level, none above it; their figures are a second old at most
 * @param deficitBytes what must become available for used memory to fall to WARNING minus the hysteresis; 0 at NORMAL. Under a
 *     forecast the fill of the next 5 s is in it, and under thrash (pages read again) it is at least 5 % of all memory
 * @param fillRateBytesPerSecond how fast available memory shrinks; negative when it grows
 * @param secondsToExhaustion until nothing is available at this rate; {@link Double#POSITIVE_INFINITY} when it does not shrink
 * @param history what the next assessment needs to know of the past
 */
public record Assessment(
        Level level,
        long sinceNanos,
        List<Signal> signals,
        Reading reading,
        long deficitBytes,
        double fillRateBytesPerSecond,
        double secondsToExhaustion,
        History history) {

    public Assessment {
        requireNonNull(level, "level");
        signals = List.copyOf(signals);
        requireNonNull(reading, "reading");
        requireNonNull(history, "history");
    }

    /** What must become available for used memory to fall to {@code usedPercent}; 0 when it is there already. */
    public long deficitTo(double usedPercent) {
        return Math.max(0, reading.usedBytes() - Assessor.targetBytes(reading, usedPercent));
    }

    /** File pages read again soon after they had been dropped, per second over about a second; known only where they are counted. */
    public Sensed<Double> refaultsPerSecond() {
        return reading.refaults().map(counted -> history.refaultRate().pagesPerSecond());
    }
}
