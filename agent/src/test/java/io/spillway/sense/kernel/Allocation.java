package io.spillway.sense.kernel;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Counts the bytes that this thread allocates. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Something whose garbage is counted. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** Bytes for each of {@code times} runs, after some that warm it up. */
    public static double bytesPerRun(int times, Work work) throws IOException {
        for (int i = 0; i < 1000; i++) {
            work.run();
        }
        long thread = Thread.currentThread().getId();
        THREADS.getThreadAllocatedBytes(thread);
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return (THREADS.getThreadAllocatedBytes(thread) - before) / (double) times;
    }
}
