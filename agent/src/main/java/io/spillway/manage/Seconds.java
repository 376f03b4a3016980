package io.spillway.manage;

import java.time.Duration;

/** Durations as the management interface shows them. */
final class Seconds {
    private Seconds() {}

    static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    static double ofMillis(long millis) {
        return millis / 1e3;
    }
}
