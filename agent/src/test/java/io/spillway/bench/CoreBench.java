package io.spillway.bench;

import com.sun.management.ThreadMXBean;
import io.spillway.assess.Assessment;
import io.spillway.assess.Assessor;
import io.spillway.config.Levels;
import io.spillway.plan.Durations;
import io.spillway.plan.Planner;
import io.spillway.plan.Policy;
import io.spillway.sense.Inventory;
import io.spillway.sense.Reading;
import io.spillway.testing.Assessments;
import io.spillway.testing.Crowd;
import io.spillway.testing.Policies;
import io.spillway.testing.Readings;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What assessing and planning cost, as JSON lines; run as a program, alone on the machine. */
public final class CoreBench {
    private static final int READINGS = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Kept, so that no result can be dropped by the compiler. */
    private int sink;

    private @Nullable Assessment last;

    public static void main(String[] args) {
        new CoreBench().run();
    }

    private void run() {
        assess("assess-rest", rest());
        assess("assess-fill", fill());
        plan("plan-3-10-300", Crowd.of(10, 3, 300), 2_000);
        plan("plan-1000-200-10000", Crowd.of(1_000, 200, 10_000), 300);
        if (sink == 0) {
            throw new IllegalStateException("nothing was computed");
        }
    }

    /** One a second, with a little noise. */
    private static Reading[] rest() {
        Reading[] readings = new Reading[READINGS];
        for (int i = 0; i < READINGS; i++) {
            readings[i] = Readings.used(43 + i % 7 * 0.001)
                    .atNanos(i * 1_000_000_000L)
                    .stalling(0, 0)
                    .refaulted(i)
                    .build();
        }
        return readings;
    }

    /** From 70 % up to the end, one a millisecond. */
    private static Reading[] fill() {
        Reading[] readings = new Reading[READINGS];
        for (int i = 0; i < READINGS; i++) {
            readings[i] = Readings.used(70 + 30.0 * i / READINGS)
                    .atNanos(i * 1_000_000L)
                    .stalling(0, 0)
                    .refaulted(0)
                    .build();
        }
        return readings;
    }

    private void assess(String name, Reading[] readings) {
        Assessor assessor = new Assessor();
        int[] at = {0};
        measure(name, 200_000, () -> {
            if (at[0] == 0) {
                last = null;
            }
            Assessment now = assessor.assess(readings[at[0]], last, Levels.DEFAULTS);
            at[0] = (at[0] + 1) % READINGS;
            last = now;
            return now;
        });
    }

    private void plan(String name, Inventory inventory, int times) {
        Planner planner = new Planner();
        Policy policy = Policies.policy().maxLoaded(1).build();
        Assessment assessment = Assessments.killSwitch().exhaustedIn(3).build();
        measure(name, times, () -> planner.plan(assessment, inventory, policy, Durations.NONE_LEARNT, Set.of()));
    }

    @FunctionalInterface
    private interface Work {
        Object once();
    }

    private void measure(String name, int times, Work work) {
        for (int i = 0; i < times; i++) {
            sink += work.once().hashCode() == 0 ? 0 : 1;
        }
        long[] nanos = new long[times];
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            Object result = work.once();
            nanos[i] = System.nanoTime() - start;
            sink += result == this ? 0 : 1;
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"%s\",\"p50_us\":%.2f,\"p99_us\":%.2f,\"bytes_per_op\":%d}%n",
                name,
                nanos[times / 2] / 1e3,
                nanos[times * 99 / 100] / 1e3,
                bytes / times);
    }
}
