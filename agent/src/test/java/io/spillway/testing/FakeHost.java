package io.spillway.testing;

import io.spillway.sense.HostProbe;
import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A host of 15 GiB whose memory the test sets. Thread-safe. */
public final class FakeHost implements HostProbe {
    public static final long TOTAL = Readings.TOTAL;

    private long availableBytes;
    private String fault = "";
    private @Nullable Error error;
    private Sensed<Pressure> pressure = new Sensed.Absent<>("no PSI here");
    private Sensed<Refaults> refaults = new Sensed.Absent<>("not counted here");
    private int pressureReads;
    private int refaultReads;

    public FakeHost(double usedPercent) {
        use(usedPercent);
    }

    /** From now on so much is used, in percent. */
    public synchronized void use(double usedPercent) {
        availableBytes = Math.round(TOTAL * (1 - usedPercent / 100));
    }

    /** So much was freed. */
    public synchronized void free(long bytes) {
        availableBytes = Math.min(TOTAL, availableBytes + bytes);
    }

    /** From now on memory cannot be read, for this reason; an empty one ends it. */
    public synchronized void fail(String reason) {
        fault = reason;
    }

    /** From now on reading memory ends in this error, as with classes that cannot be loaded any more; null ends it. */
    public synchronized void breakWith(@Nullable Error broken) {
        error = broken;
    }

    /** As a broken source might tell it, past all sense. */
    public synchronized void tellAvailable(long bytes) {
        availableBytes = bytes;
    }

    public synchronized int pressureReads() {
        return pressureReads;
    }

    public synchronized int refaultReads() {
        return refaultReads;
    }

    @Override
    public synchronized void sample(MemorySample into) throws IOException {
        if (error != null) {
            throw error;
        }
        if (!fault.isEmpty()) {
            throw new IOException(fault);
        }
        into.set(TOTAL, availableBytes, 0, 0);
    }

    @Override
    public synchronized Sensed<Pressure> pressure() {
        pressureReads++;
        return pressure;
    }

    @Override
    public synchronized Sensed<Refaults> refaults() {
        refaultReads++;
        return refaults;
    }

    @Override
    public String describe() {
        return "a host in memory";
    }

    @Override
    public void close() {}
}
