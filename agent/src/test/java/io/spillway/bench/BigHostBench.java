package io.spillway.bench;

import io.spillway.guard.GuardService;
import io.spillway.guard.Snapshot;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessTable;
import io.spillway.sense.Sensed;
import io.spillway.sense.procfs.ProcfsProcessTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Measures both paces of the guard on a host of 10,000 processes, 1,000 containers and 200 models. */
public final class BigHostBench {
    private static final int PROCESSES = 10_000;
    private static final Path PASSWD = Path.of("/etc/passwd");
    private static final long DEADLINE_MILLIS = 60_000;

    private BigHostBench() {}

    /** @param arguments an empty folder for the journal, and how many seconds each window takes */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path state = Files.createDirectories(Path.of(arguments[0]));
        long windowMillis = 1_000 * Long.parseLong(arguments[1]);
        try (MadeUpProc proc = new MadeUpProc(PROCESSES)) {
            slices(proc.path());
            bothPaces(proc.path(), state, windowMillis);
        }
    }

    private static void slices(Path proc) throws IOException {
        try (ProcessTable table = ProcfsProcessTable.open(proc, PASSWD, InstantSource.system())) {
            // The first walk reads everything of everybody, and is code that has never run.
            long[] nanos = new long[4 * (PROCESSES / 200 + 1)];
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                table.scanSlice();
                nanos[i] = System.nanoTime() - start;
            }
            new Spread(nanos).print("slice", 99, Spread.Unit.MILLIS);
        }
    }

    private static void bothPaces(Path proc, Path state, long windowMillis) throws IOException, InterruptedException {
        SteadyHost used = new SteadyHost(40);
        try (CountedSlices table = new CountedSlices(ProcfsProcessTable.open(proc, PASSWD, InstantSource.system()));
                BigHost host = new BigHost(used, table, state)) {
            long start = System.nanoTime();
            host.start();
            while (!seesEverything(host.snapshot())) {
                if ((System.nanoTime() - start) / 1_000_000 > DEADLINE_MILLIS) {
                    System.out.println("inventory\t-\tnot all was seen within a minute");
                    return;
                }
                Thread.sleep(20);
            }
            System.out.printf(
                    Locale.ROOT, "inventory\t%.2f\tn = 1, from a cold start%n", (System.nanoTime() - start) / 1e9);
            slowPace(table, windowMillis);
            passes(host, windowMillis).print("fast-pass-rest", 99, Spread.Unit.MILLIS);
            used.use(96);
            passes(host, windowMillis).print("fast-pass", 99, Spread.Unit.MILLIS);
        }
    }

    /** Of the passes that were published; those in between did not plan, and took less. */
    private static Spread passes(BigHost host, long windowMillis) throws InterruptedException {
        long end = System.nanoTime() + windowMillis * 1_000_000;
        long seen = host.snapshot().counters().passes();
        LongStream.Builder nanos = LongStream.builder();
        while (System.nanoTime() < end) {
            Snapshot.Counters counters = host.snapshot().counters();
            if (counters.passes() != seen) {
                seen = counters.passes();
                nanos.add(counters.lastPassNanos());
            }
            Thread.sleep(1);
        }
        return new Spread(nanos.build().toArray());
    }

    private static boolean seesEverything(Snapshot snapshot) {
        Sensed<List<ProcessInfo>> processes = snapshot.inventory().processes();
        return processes.map(List::size).orElse(0) >= PROCESSES
                && snapshot.inventory().containers().map(List::size).orElse(0) == BigHost.CONTAINERS
                && snapshot.inventory().models().size() == BigHost.MODELS;
    }

    private static void slowPace(CountedSlices table, long windowMillis) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long id = inventoryThread(threads);
        long slices = table.slices;
        long cpuNanos = threads.getThreadCpuTime(id);
        Thread.sleep(windowMillis);
        long done = table.slices - slices;
        double millis = (threads.getThreadCpuTime(id) - cpuNanos) / 1e6 / done;
        System.out.printf(Locale.ROOT, "slice-cpu\t%.3f\tmean of n = %d%n", done == 0 ? Double.NaN : millis, done);
    }

    private static final class CountedSlices implements ProcessTable {
        private final ProcessTable table;
        private volatile long slices;

        CountedSlices(ProcessTable table) {
            this.table = table;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread scans
        public boolean scanSlice() {
            slices++;
            return table.scanSlice();
        }

        @Override
        public Sensed<List<ProcessInfo>> processes() {
            return table.processes();
        }

        @Override
        public List<Long> ownPids() {
            return table.ownPids();
        }

        @Override
        public void close() {
            table.close();
        }
    }

    private static long inventoryThread(ThreadMXBean threads) {
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("spillway-inventory")) {
                return thread.getThreadId();
            }
        }
        throw new IllegalStateException("the guard has no slow pace: " + GuardService.class);
    }
}
