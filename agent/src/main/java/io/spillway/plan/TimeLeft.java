package io.spillway.plan;

import java.time.Duration;

/** How long until no memory is available; infinite where it does not shrink. */
record TimeLeft(double seconds) {
    static final TimeLeft UNLIMITED = new TimeLeft(Double.POSITIVE_INFINITY);

    private static final double SECOND_NANOS = 1e9;

    static TimeLeft of(double secondsToExhaustion) {
        return Double.isNaN(secondsToExhaustion) ? UNLIMITED : new TimeLeft(Math.max(0, secondsToExhaustion));
    }

    boolean isEnoughFor(Duration duration) {
        return inSeconds(duration) <= seconds;
    }

    /** That part of it, and no more than {@code atMost}. */
    Duration part(int divisor, Duration atMost) {
        double part = seconds / divisor;
        return part >= inSeconds(atMost) ? atMost : Duration.ofNanos((long) (part * SECOND_NANOS));
    }

    private static double inSeconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / SECOND_NANOS;
    }
}
