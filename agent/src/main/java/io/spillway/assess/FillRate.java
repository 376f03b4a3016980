package io.spillway.assess;

import io.spillway.sense.Reading;

/**
 * How fast available memory shrinks, seen at two horizons.
 *
 * <p>The fast one follows a fill at full speed within a few readings of a millisecond. It speaks only when all memory would be
 * filled within a minute: below that its steps are noise (per-CPU counters reach {@code /proc/meminfo} in batches of half a
 * megabyte). The slow one averages over seconds, and each step counts in it for at most that same rate: a model that was loaded in
 * one go is over when it is over, and leaves no fill behind that nobody does any more.
 *
 * @param fast bytes per second over some milliseconds
 * @param slow bytes per second over some seconds
 */
record FillRate(double fast, double slow) {
    static final FillRate NONE = new FillRate(0, 0);

    private static final double FAST_HORIZON_SECONDS = 0.005;
    private static final double SLOW_HORIZON_SECONDS = 5;
    private static final double FILLS_ALL_WITHIN_SECONDS = 60;
    private static final double NOISE_BYTES_PER_SECOND = 1e6;

    /** The rates after {@code now}; whatever the time between the readings. */
    FillRate next(Reading before, Reading now) {
        double seconds = (now.atNanos() - before.atNanos()) / 1e9;
        if (seconds <= 0) {
            return this;
        }
        if (now.totalBytes() != before.totalBytes()) {
            // A cgroup's limit was changed: what is available moved without anybody filling anything.
            return NONE;
        }
        double slope = (before.availableBytes() - now.availableBytes()) / seconds;
        double limit = fastFrom(now.totalBytes());
        double clipped = Math.max(-limit, Math.min(limit, slope));
        return new FillRate(
                towards(fast, slope, seconds, FAST_HORIZON_SECONDS),
                towards(slow, clipped, seconds, SLOW_HORIZON_SECONDS));
    }

    /** What to reckon with; negative when available memory grows, 0 where it is within the noise. */
    double bytesPerSecond(long totalBytes) {
        double rate = Math.abs(fast) >= fastFrom(totalBytes) ? fast : slow;
        return Math.abs(rate) < NOISE_BYTES_PER_SECOND ? 0 : rate;
    }

    private static double fastFrom(long totalBytes) {
        return totalBytes / FILLS_ALL_WITHIN_SECONDS;
    }

    private static double towards(double from, double to, double seconds, double horizonSeconds) {
        return from + (1 - Math.exp(-seconds / horizonSeconds)) * (to - from);
    }
}
