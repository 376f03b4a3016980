package io.spillway.bench;

import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import io.spillway.act.process.ProcfsProcessControl;
import io.spillway.sense.MemorySample;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.cgroup.CgroupMemory;
import io.spillway.sense.cgroup.CgroupPaths;
import io.spillway.sense.procfs.ProcfsHostProbe;
import io.spillway.sense.procfs.ProcfsProcessTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures one reading, one slice and one comparison on this machine, hot, and prints a line of JSON for each. Nothing is signalled.
 * Pressure and vmstat are read from copies: reading the host's pressure often would take stall time from all its readers.
 */
public final class ReadingBench {
    private static final Path PROC = Path.of("/proc");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ReadingBench() {}

    private interface Work {
        void run() throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        Path copies = Files.createTempDirectory("spillway-bench");
        try {
            reading();
            everything(copies);
            slices();
            cgroup();
            signal();
        } finally {
            try (Stream<Path> files = Files.walk(copies)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void reading() throws IOException {
        MemorySample sample = new MemorySample();
        try (ProcfsHostProbe probe = new ProcfsHostProbe(PROC, InstantSource.system())) {
            measure("reading_hot", 20_000, () -> probe.sample(sample));
        }
    }

    private static void everything(Path copies) throws IOException {
        Files.createDirectories(copies.resolve("pressure"));
        for (String name : List.of("meminfo", "vmstat", "pressure/memory")) {
            if (Files.exists(PROC.resolve(name))) {
                Files.write(copies.resolve(name), Files.readAllBytes(PROC.resolve(name)));
            }
        }
        MemorySample sample = new MemorySample();
        try (ProcfsHostProbe probe = new ProcfsHostProbe(copies, InstantSource.system())) {
            measure("reading_with_vmstat_and_pressure_from_copies", 20_000, () -> {
                probe.sample(sample);
                requireNonNull(probe.pressure());
                requireNonNull(probe.refaults());
            });
        }
        // Counters of each CPU are summed up for every reading of the real file: a copy would hide that.
        try (ProcfsHostProbe probe = new ProcfsHostProbe(PROC, InstantSource.system())) {
            measure("refaults_hot", 5_000, () -> requireNonNull(probe.refaults()));
        }
    }

    private static void slices() throws IOException {
        try (ProcfsProcessTable table = ProcfsProcessTable.open(PROC, Path.of("/etc/passwd"), InstantSource.system())) {
            measure("process_table_slice", 300, table::scanSlice);
            List<ProcessInfo> all = table.processes().orElse(List.of());
            System.out.printf(Locale.ROOT, "{\"name\":\"process_table_size\",\"processes\":%d}%n", all.size());
        }
    }

    private static void cgroup() throws IOException {
        CgroupMemory memory = new CgroupMemory(Path.of("/sys/fs/cgroup"), InstantSource.system());
        String own = CgroupPaths.memoryPath(Files.readString(PROC.resolve("self/cgroup")));
        measure("cgroup_memory_read", 5_000, () -> requireNonNull(memory.read(own)));
    }

    private static void signal() throws IOException {
        Process sleep = new ProcessBuilder("sleep", "600").start();
        try (ProcfsProcessControl control = ProcfsProcessControl.open(PROC);
                ProcfsProcessTable table =
                        ProcfsProcessTable.open(PROC, Path.of("/etc/passwd"), InstantSource.system())) {
            boolean whole = false;
            while (!whole) {
                whole = table.scanSlice();
            }
            ProcessRef process = table.processes().orElse(List.of()).stream()
                    .map(ProcessInfo::ref)
                    .filter(ref -> ref.pid() == sleep.pid())
                    .findFirst()
                    .orElseThrow();
            control.prepare(List.of(process));
            measure("resident_of_prepared", 10_000, () -> control.anonymousBytes(process));
            measure("signal_compare_prepared", 10_000, () -> control.wouldSignal(process));
            control.prepare(List.of());
            measure("signal_compare_unprepared", 5_000, () -> control.wouldSignal(process));
        } finally {
            sleep.destroyForcibly();
        }
    }

    private static void measure(String name, int times, Work work) throws IOException {
        for (int i = 0; i < Math.max(50, times / 4); i++) {
            work.run();
        }
        long[] nanos = new long[times];
        long thread = Thread.currentThread().getId();
        THREADS.getThreadAllocatedBytes(thread);
        long allocated = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - start;
        }
        long bytes = THREADS.getThreadAllocatedBytes(thread) - allocated;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"%s\",\"p50_us\":%.1f,\"p99_us\":%.1f,\"bytes_per_op\":%.1f}%n",
                name,
                nanos[times / 2] / 1e3,
                nanos[times * 99 / 100] / 1e3,
                bytes / (double) times);
    }
}
