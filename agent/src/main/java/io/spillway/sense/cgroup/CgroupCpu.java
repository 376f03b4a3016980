package io.spillway.sense.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import io.spillway.sense.kernel.KernelText;
import io.spillway.sense.kernel.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How busy cgroups are, from the processor time that each has used between two looks. For people: nothing is decided by it. Thread-safe. */
public final class CgroupCpu {
    private static final byte[] USAGE = "usage_usec ".getBytes(ISO_8859_1);
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int MOST_KEPT = 4_000;

    private final Path sysFsCgroup;
    private final InstantSource clock;
    private final Ticker ticker;
    private final TextReader reader = new TextReader();
    private final Map<String, Look> earlier = new HashMap<>();

    private record Look(long usedNanos, long atNanos) {}

    /** @param sysFsCgroup {@code /sys/fs/cgroup} */
    public CgroupCpu(Path sysFsCgroup, InstantSource clock, Ticker ticker) {
        this.sysFsCgroup = sysFsCgroup;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Processor time since the look before; 100 is one CPU, as {@code docker stats} counts. Unknown at the first look.
     *
     * @param cgroupPath as {@code /proc/PID/cgroup} shows it for the memory controller; engines give all controllers the same path
     */
    public synchronized Sensed<Double> percent(String cgroupPath) {
        if (!CgroupPaths.isVisible(cgroupPath)) {
            return unknown("its cgroup is outside of what this process can see");
        }
        Look now;
        try {
            now = new Look(usedNanos(cgroupPath), ticker.nanos());
        } catch (IOException e) {
            earlier.remove(cgroupPath);
            return unknown(String.valueOf(e.getMessage()));
        }
        if (earlier.size() >= MOST_KEPT) {
            earlier.clear(); // of cgroups that nobody has asked for again
        }
        return between(earlier.put(cgroupPath, now), now);
    }

    private Sensed<Double> between(@Nullable Look before, Look now) {
        if (before == null || now.usedNanos() < before.usedNanos() || now.atNanos() <= before.atNanos()) {
            return unknown("processor time is told between two looks");
        }
        double percent = 100.0 * (now.usedNanos() - before.usedNanos()) / (now.atNanos() - before.atNanos());
        return new Sensed.Known<>(percent, clock.instant());
    }

    private long usedNanos(String cgroupPath) throws IOException {
        Path version1 = sysFsCgroup.resolve("cpuacct");
        if (Files.exists(version1)) {
            return reader.read(version1 + cgroupPath + "/cpuacct.usage").number();
        }
        KernelText stat = reader.read(sysFsCgroup + cgroupPath + "/cpu.stat");
        stat.require(USAGE);
        return stat.number() * NANOS_PER_MICRO;
    }

    private <T> Sensed<T> unknown(String reason) {
        return new Sensed.Unknown<>(reason, clock.instant());
    }
}
