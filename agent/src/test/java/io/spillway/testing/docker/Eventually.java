package io.spillway.testing.docker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, with a deadline. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 20_000_000;

    private Eventually() {}

    /** @throws AssertionError it has not become true within a minute */
    public static void becomes(String sentence, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("has not become true: " + sentence);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
