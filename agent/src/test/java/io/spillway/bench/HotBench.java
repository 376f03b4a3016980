package io.spillway.bench;

import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import io.spillway.manage.ManagedHost;
import io.spillway.mbeans.SpillwayNames;
import io.spillway.sense.MemorySample;
import io.spillway.sense.procfs.ProcfsHostProbe;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Measures what is done again and again in one thread: readings of memory, and reads of attributes. */
public final class HotBench {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private HotBench() {}

    private interface Work {
        void once() throws IOException, JMException;
    }

    public static void main(String[] arguments) throws IOException, JMException {
        MemorySample sample = new MemorySample();
        try (ProcfsHostProbe probe = new ProcfsHostProbe(Path.of("/proc"), InstantSource.system())) {
            measure("reading", 50, 50_000, () -> probe.sample(sample));
            System.out.printf(
                    Locale.ROOT,
                    "reading-garbage\t%.3f\tn = %d%n",
                    garbageBytes(50_000, () -> probe.sample(sample)),
                    50_000);
            measure("reading-vmstat", 50, 10_000, () -> {
                probe.sample(sample);
                requireNonNull(probe.refaults());
            });
        }
        try (ManagedHost host = new ManagedHost(MBeanServerFactory.newMBeanServer())) {
            attribute("attribute", host.server(), SpillwayNames.GUARD, "UsedPercent");
            attribute("attribute-table", host.server(), SpillwayNames.GUARD, "Resources");
            attribute("attribute-bean", host.server(), SpillwayNames.container("c999"), "UsageBytes");
        }
    }

    private static void attribute(String id, MBeanServer server, ObjectName bean, String name)
            throws IOException, JMException {
        measure(id, 99, 50_000, () -> requireNonNull(server.getAttribute(bean, name)));
    }

    private static void measure(String id, double percent, int times, Work work) throws IOException, JMException {
        repeat(times / 2, work);
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            work.once();
            nanos[i] = System.nanoTime() - start;
        }
        new Spread(nanos).print(id, percent, Spread.Unit.MICROS);
    }

    private static double garbageBytes(int times, Work work) throws IOException, JMException {
        // The first question itself allocates.
        THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        repeat(times, work);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) times;
    }

    private static void repeat(int times, Work work) throws IOException, JMException {
        for (int i = 0; i < times; i++) {
            work.once();
        }
    }
}
