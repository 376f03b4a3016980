package io.spillway.bench;

import com.sun.management.ThreadMXBean;
import io.spillway.guard.BenchedGuard;
import io.spillway.plan.Landscape;
import io.spillway.testing.Crowd;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What one pass of the guard costs, as JSON lines; run as a program, alone on the machine. */
public final class GuardBench {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int REST_PASSES = 100_000;

    private GuardBench() {}

    public static void main(String[] arguments) {
        rest("guard-pass-rest", Duration.ofMillis(1));
        rest("guard-pass-rest-publishing", Duration.ofMillis(100));
        emergency("guard-pass-kill-300", BenchedGuard.landscape(Crowd.of(10, 3, 300)), 3_000);
        emergency("guard-pass-kill-10000", BenchedGuard.landscape(Crowd.of(10, 3, 10_000)), 500);
    }

    private static void rest(String name, Duration between) {
        BenchedGuard guard = BenchedGuard.atRest();
        Figures figures = new Figures(REST_PASSES);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < REST_PASSES; i++) {
                guard.advance(between);
                figures.measure(i, guard);
            }
        }
        figures.print(name);
    }

    /** A new guard for each: its first pass at EMERGENCY plans, begins the unloads, and sends one signal. */
    private static void emergency(String name, Landscape landscape, int times) {
        Figures figures = new Figures(times);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < times; i++) {
                BenchedGuard guard = BenchedGuard.beforeEmergency(landscape);
                figures.measure(i, guard);
                if (guard.signals() != 1) {
                    throw new IllegalStateException("one signal was to be sent, not " + guard.signals());
                }
            }
        }
        figures.print(name);
    }

    private static final class Figures {
        private final long[] nanos;
        private final long[] bytes;

        Figures(int times) {
            nanos = new long[times];
            bytes = new long[times];
        }

        void measure(int index, BenchedGuard guard) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            guard.pass();
            nanos[index] = System.nanoTime() - start;
            bytes[index] = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        }

        void print(String name) {
            Arrays.sort(nanos);
            Arrays.sort(bytes);
            System.out.printf(
                    Locale.ROOT,
                    "{\"name\":\"%s\",\"p50_us\":%.2f,\"p99_us\":%.2f,\"bytes_per_op\":%d,\"budget_us\":1000}%n",
                    name,
                    nanos[nanos.length / 2] / 1e3,
                    nanos[nanos.length * 99 / 100] / 1e3,
                    bytes[bytes.length / 2]);
        }
    }
}
