package io.spillway.endtoend;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition, for a minute at most. */
final class Deadline {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Deadline() {}

    static void until(String sentence, Callable<Boolean> condition) throws Exception {
        until(sentence, () -> "", condition);
    }

    /** @param state what is told when the condition does not come true */
    static void until(String sentence, Supplier<String> state, Callable<Boolean> condition) throws Exception {
        long began = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - began > PATIENCE_NANOS) {
                throw new AssertionError("has not become true: " + sentence + "\n" + state.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
