package io.spillway.sense.oshi;

import static java.util.Objects.requireNonNullElse;

import io.spillway.sense.Sensed;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import oshi.software.os.OSProcess;

/**
 * CPU, disk and process details, for people. Nothing is loaded before the first question, which then takes 30 ms or more: never to be
 * called on the guard's thread. Thread-safe.
 */
public final class OshiResources {
    private final Path disk;
    private final InstantSource clock;
    private @Nullable OshiHost host;
    private long[] ticks = {};

    /** @param disk any place on the disk that is told about, such as {@code /} */
    public OshiResources(Path disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
    }

    /** How busy all CPUs together were since the last call, 0–100; unknown at the first call, and after less than a clock tick. */
    public synchronized Sensed<Double> cpuPercent() {
        return ask(oshi -> {
            long[] earlier = ticks;
            long[] later = oshi.cpuTicks();
            ticks = later;
            if (earlier.length == 0 || Arrays.equals(earlier, later)) {
                return new Sensed.Unknown<>("CPU load is told between two readings", clock.instant());
            }
            return known(100 * oshi.cpuLoad(earlier, later));
        });
    }

    /** Logical CPUs of the host. */
    public synchronized Sensed<Integer> cpuCount() {
        return ask(oshi -> known(oshi.cpuCount()));
    }

    /**
     * How full the disk is, 0–100, as {@code df} counts: what is kept for root is left out. Not from OSHI, which forks {@code lsblk} for
     * it.
     */
    public Sensed<Double> diskPercent() {
        try {
            FileStore store = Files.getFileStore(disk);
            long usedBytes = store.getTotalSpace() - store.getUnallocatedSpace();
            long countedBytes = usedBytes + store.getUsableSpace();
            return countedBytes > 0
                    ? known(100.0 * usedBytes / countedBytes)
                    : new Sensed.Absent<>("the file system of " + disk + " has no size");
        } catch (IOException e) {
            return new Sensed.Unknown<>("the disk of " + disk + ": " + e.getMessage(), clock.instant());
        }
    }

    /** About one process; absent where there is none with that PID. */
    public synchronized Sensed<ProcessDetails> process(long pid) {
        return ask(oshi -> {
            OSProcess process = pid > 0 && pid <= Integer.MAX_VALUE ? oshi.process((int) pid) : null;
            return process == null ? new Sensed.Absent<>("no process " + pid) : known(details(process));
        });
    }

    private static ProcessDetails details(OSProcess process) {
        return new ProcessDetails(
                requireNonNullElse(process.getCommandLine(), "").trim(),
                requireNonNullElse(process.getUser(), ""),
                Instant.ofEpochMilli(process.getStartTime()));
    }

    private <T> Sensed<T> ask(Function<OshiHost, Sensed<T>> question) {
        try {
            OshiHost loaded = host;
            if (loaded == null) {
                loaded = OshiHost.load();
                host = loaded;
            }
            return question.apply(loaded);
        } catch (RuntimeException e) { // whatever the library throws: these figures are never worth a failure
            return new Sensed.Unknown<>("OSHI failed: " + e, clock.instant());
        }
    }

    private <T> Sensed<T> known(T value) {
        return new Sensed.Known<>(value, clock.instant());
    }
}
