package io.spillway.assess;

import static java.util.Objects.requireNonNull;

/**
 * What an assessment hands on to the next. Its inside is the assessor's own.
 *
 * @param seen what the last reading alone asked for
 * @param borne whether the last reading bore its level; if not, the level may fall after the hold-down
 * @param lowerSinceNanos since when the level has not been borne; the time of the last reading where it is
 * @param signalsAtNanos when the signals were put into words
 */
public record History(
        Level seen,
        boolean borne,
        long lowerSinceNanos,
        long signalsAtNanos,
        FillRate fillRate,
        RefaultRate refaultRate) {
    public static final History NONE = new History(Level.NORMAL, true, 0, 0, FillRate.NONE, RefaultRate.NONE);

    public History {
        requireNonNull(seen, "seen");
        requireNonNull(fillRate, "fillRate");
        requireNonNull(refaultRate, "refaultRate");
    }
}
