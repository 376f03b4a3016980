package io.spillway.testing;

import io.spillway.sense.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Both kinds of time, which pass only when a test says so. Thread-safe. */
public final class ManualClock implements Ticker, InstantSource {
    public static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    /** Far from 0, and negative: only differences mean anything. */
    private static final long FIRST_NANOS = -5_000_000_000_000L;

    private final AtomicLong sinceStart = new AtomicLong();
    private final AtomicLong setAhead = new AtomicLong();

    public void advance(Duration time) {
        sinceStart.addAndGet(time.toNanos());
    }

    @Override
    public long nanos() {
        return FIRST_NANOS + sinceStart.get();
    }

    /** Somebody sets the clock; no time passes. */
    public void set(Duration ahead) {
        setAhead.addAndGet(ahead.toNanos());
    }

    @Override
    public Instant instant() {
        return START.plusNanos(sinceStart.get() + setAhead.get());
    }
}
