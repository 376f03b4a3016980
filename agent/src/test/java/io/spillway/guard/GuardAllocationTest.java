package io.spillway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What one pass at rest leaves behind for the garbage collector. Not nothing: a reading and an assessment with its history are new
 * records each time (about 0.5 KB), and every 100 ms a snapshot of a dozen references.
 */
class GuardAllocationTest {
    private static final int PASSES = 5_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Rig rig = new Rig();

    @Test
    void aPassAtRestMakesLittleGarbage() {
        assertThat(bytesPerPass(Duration.ofMillis(1))).isBetween(1L, 1_024L);
    }

    @Test
    void soDoesOneThatPublishes() {
        assertThat(bytesPerPass(Duration.ofMillis(100))).isBetween(1L, 2_048L);
    }

    private long bytesPerPass(Duration between) {
        rig.look();
        pass(between);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        pass(between);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / PASSES;
    }

    private void pass(Duration between) {
        for (int i = 0; i < PASSES; i++) {
            rig.clock.advance(between);
            rig.guard.pass();
        }
    }
}
