package io.spillway.assess;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.Reading;
import java.util.List;

/**
 * What a reading means.
 *
 * @param sinceNanos when the level was entered, by the ticker
 * @param deficitBytes what must become available to fall below the level's lowest gate's target; 0 at NORMAL
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
        long target = (long) Math.floor(reading.totalBytes() * (usedPercent / 100));
        return Math.max(0, reading.usedBytes() - target);
    }
}
