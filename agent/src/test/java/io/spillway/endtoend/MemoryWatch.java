package io.spillway.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/** What the machine used at each moment, as the test itself saw it. */
final class MemoryWatch implements AutoCloseable {
    private static final long PERIOD_NANOS = 5_000_000;

    private final NavigableMap<Instant, Long> seen = new ConcurrentSkipListMap<>();
    private final Thread thread = new Thread(this::watch);
    private volatile boolean ended;

    MemoryWatch() {
        thread.setDaemon(true);
        thread.start();
    }

    /** What was used at a moment: the larger of the last figure before it and the first after it. */
    long usedBytes(Instant at) {
        long before = seen.headMap(at, true).lastEntry().getValue();
        Map.Entry<Instant, Long> after = seen.higherEntry(at);
        return after == null ? before : Math.max(before, after.getValue());
    }

    private void watch() {
        try {
            while (!ended) {
                seen.put(Instant.now(), Memory.usedBytes());
                LockSupport.parkNanos(PERIOD_NANOS);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
