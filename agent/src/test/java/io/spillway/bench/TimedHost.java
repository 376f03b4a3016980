package io.spillway.bench;

import io.spillway.sense.HostProbe;
import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A host of so much used memory, and the clock of its guard. The guard asks the clock when a pass begins, then for memory, and the clock
 * again when the pass is over: so between two samples the durations of all passes can be told, without a hook in the guard.
 */
final class TimedHost implements HostProbe, Ticker {
    private static final long TOTAL_BYTES = 15L << 30;
    private static final int MOST_PASSES = 200_000;

    private final long[] passNanos = new long[MOST_PASSES];
    private final AtomicInteger passes = new AtomicInteger();
    private volatile double usedPercent;
    private volatile @Nullable Thread guard;

    /** Only the guard's thread touches these. */
    private long beganNanos;

    private long lastNanos;
    private long previousNanos;

    TimedHost(double usedPercent) {
        this.usedPercent = usedPercent;
    }

    void use(double percent) {
        usedPercent = percent;
    }

    /** Of the passes from {@code first} on; a pass is known once the next has begun. */
    long[] passNanosFrom(int first) {
        int end = Math.min(passes.get(), MOST_PASSES);
        return Arrays.copyOfRange(passNanos, Math.min(first, end), end);
    }

    int passes() {
        return passes.get();
    }

    @Override
    public long nanos() {
        long now = System.nanoTime();
        if (Thread.currentThread() == guard) {
            previousNanos = lastNanos;
            lastNanos = now;
        }
        return now;
    }

    @Override
    public void sample(MemorySample into) {
        if (guard == null) {
            guard = Thread.currentThread();
        } else if (beganNanos == 0) {
            beganNanos = lastNanos;
        } else {
            int index = passes.get();
            if (index < MOST_PASSES) {
                passNanos[index] = previousNanos - beganNanos;
                passes.set(index + 1);
            }
            beganNanos = lastNanos;
        }
        into.set(TOTAL_BYTES, (long) (TOTAL_BYTES * (1 - usedPercent / 100)), 0, 0);
    }

    @Override
    public Sensed<Pressure> pressure() {
        return new Sensed.Absent<>("a stand-in has none");
    }

    @Override
    public Sensed<Refaults> refaults() {
        return new Sensed.Absent<>("a stand-in has none");
    }

    @Override
    public String describe() {
        return "stand-in";
    }

    @Override
    public void close() {}
}
