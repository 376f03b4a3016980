package io.spillway.assess;

import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;

/**
 * How many file pages a second are read again soon after they had been dropped, from the movement of a counter over at least
 * 100 ms, averaged over about a second: a single burst, such as a program that starts again, is no thrash.
 *
 * @param counter the last one that was counted from
 * @param counterAtNanos when it was first seen
 */
record RefaultRate(Sensed<Refaults> counter, long counterAtNanos, double pagesPerSecond) {
    static final RefaultRate NONE = new RefaultRate(new Sensed.Absent<>("not looked at yet"), 0, 0);

    private static final double SHORTEST_SECONDS = 0.1;
    private static final double HORIZON_SECONDS = 1;

    RefaultRate next(Sensed<Refaults> seen, long nowNanos) {
        if (!(seen instanceof Sensed.Known<Refaults> now)) {
            return counter.isKnown() ? new RefaultRate(seen, nowNanos, 0) : this;
        }
        if (!(counter instanceof Sensed.Known<Refaults> before)) {
            return new RefaultRate(seen, nowNanos, 0);
        }
        long pages = now.value().filePages() - before.value().filePages();
        if (pages < 0) {
            // A cgroup that was made anew counts from zero.
            return new RefaultRate(seen, nowNanos, 0);
        }
        double seconds = (nowNanos - counterAtNanos) / 1e9;
        boolean sameSample = now.at().equals(before.at()) && pages == 0;
        if (sameSample || seconds < SHORTEST_SECONDS) {
            return this;
        }
        double weight = 1 - Math.exp(-seconds / HORIZON_SECONDS);
        return new RefaultRate(seen, nowNanos, pagesPerSecond + weight * (pages / seconds - pagesPerSecond));
    }
}
