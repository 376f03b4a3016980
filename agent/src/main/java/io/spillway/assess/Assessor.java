package io.spillway.assess;

import io.spillway.config.Levels;
import io.spillway.sense.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a reading into an assessment. Pure: the same arguments give the same result.
 *
 * <p>Upward, used memory at CRITICAL or above takes effect at once; WARNING, and whatever only another signal asks for, at the
 * second reading in a row. Downward a level falls when neither used memory (its threshold minus the hysteresis) nor another
 * signal has borne it for the whole hold-down; it falls to the highest level that is borne then. See {@link Sighting} for the
 * signals.
 */
public final class Assessor {
    /** How far ahead a fill is reckoned into the deficit: as long as the measures of the first gates take. */
    private static final double LOOK_AHEAD_SECONDS = 5;

    /**
     * What thrash asks for, as a part of all memory. How much the mapped files lack cannot be read anywhere; this is about one small
     * model on a small host, and if the thrash goes on, so does the signal.
     */
    private static final double THRASH_PART = 0.05;

    /** Figures in words are at most this old. */
    private static final long WORDS_LAST_NANOS = 1_000_000_000;

    /**
     * Assesses {@code reading}, whose own time is the present; {@code previous} is null at the very first. A memory that cannot be
     * read is none of its business: there is no reading then.
     */
    public Assessment assess(Reading reading, @Nullable Assessment previous, Levels levels) {
        History past = previous == null ? History.NONE : previous.history();
        Level before = previous == null ? Level.NORMAL : previous.level();
        long now = reading.atNanos();
        FillRate fill = previous == null ? past.fillRate() : past.fillRate().next(previous.reading(), reading);
        RefaultRate refaults = past.refaultRate().next(reading.refaults(), now);
        double rate = fill.bytesPerSecond(reading.totalBytes());
        double seconds = rate > 0 ? reading.availableBytes() / rate : Double.POSITIVE_INFINITY;

        Sighting sighting = Sighting.of(reading, seconds, refaults.pagesPerSecond(), levels);
        Ladder ladder = Ladder.climb(before, past, sighting, reading.usedPercent(), now, levels);
        Level level = ladder.level();

        List<Signal> signals = List.of();
        long signalsAt = now;
        if (level != Level.NORMAL) {
            if (previous != null && areCurrent(previous, level, sighting, now)) {
                signals = previous.signals();
                signalsAt = past.signalsAtNanos();
            } else {
                signals = new SignalWords(reading, levels)
                        .describe(level, sighting, rate, seconds, refaults.pagesPerSecond());
            }
        }
        return new Assessment(
                level,
                previous != null && level == before ? previous.sinceNanos() : now,
                signals,
                reading,
                level == Level.NORMAL ? 0 : deficit(reading, sighting, rate, levels),
                rate,
                seconds,
                new History(sighting.highest(), ladder.borne(), ladder.lowerSinceNanos(), signalsAt, fill, refaults));
    }

    private static long deficit(Reading reading, Sighting sighting, double rate, Levels levels) {
        double used = reading.usedBytes();
        if (sighting.forecast() != Level.NORMAL) {
            used = Math.min((double) reading.totalBytes(), used + rate * LOOK_AHEAD_SECONDS);
        }
        long target = targetBytes(reading, levels.warningPercent() - levels.hysteresisPercent());
        long deficit = Math.max(0, (long) used - target);
        if (sighting.refault() != Level.NORMAL) {
            deficit = Math.max(deficit, (long) (reading.totalBytes() * THRASH_PART));
        }
        return deficit;
    }

    static long targetBytes(Reading reading, double usedPercent) {
        return (long) Math.floor(reading.totalBytes() * (usedPercent / 100));
    }

    /** Whether the words of the assessment before still hold, figures a second old at most. */
    private static boolean areCurrent(Assessment previous, Level level, Sighting sighting, long now) {
        return previous.level() == level
                && now - previous.history().signalsAtNanos() < WORDS_LAST_NANOS
                && sighting.highest() == previous.history().seen();
    }
}
