package io.spillway.sense.cgroup;

import io.spillway.sense.Sensed;
import io.spillway.sense.kernel.KernelText;
import io.spillway.sense.kernel.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the memory of any cgroup straight from its files (about 40 µs), such as that of a container. Opens nothing that stays
 * open. Thread-safe.
 */
public final class CgroupMemory {
    private static final int MOST_FAILING = 1000;

    private final Path sysFsCgroup;
    private final InstantSource clock;
    private final TextReader reader = new TextReader();
    private final Map<String, Instant> failingSince = new HashMap<>();
    private @Nullable MemoryHierarchy hierarchy;

    /**
     * What a cgroup holds, its descendants included.
     *
     * @param usageBytes memory less the page cache that goes first ({@code inactive_file})
     * @param limitBytes its own hard limit, whatever those above it say; 0 is none
     */
    public record Usage(long usageBytes, long limitBytes) {
        public Usage {
            if (usageBytes < 0 || limitBytes < 0) {
                throw new IllegalArgumentException("negative memory: " + usageBytes + ", " + limitBytes);
            }
        }
    }

    /** @param sysFsCgroup {@code /sys/fs/cgroup}; looked at when something is first read */
    public CgroupMemory(Path sysFsCgroup, InstantSource clock) {
        this.sysFsCgroup = sysFsCgroup;
        this.clock = clock;
    }

    /**
     * Reads one cgroup.
     *
     * @param cgroupPath as {@code /proc/PID/cgroup} shows it, see {@link CgroupPaths#memoryPath}
     * @return absent where there is no such cgroup (its container has ended), unknown where it cannot be read
     */
    public synchronized Sensed<Usage> read(String cgroupPath) {
        Instant now = clock.instant();
        if (!CgroupPaths.isVisible(cgroupPath)) {
            return new Sensed.Unknown<>(
                    "the cgroup \"" + cgroupPath + "\" is outside of what this process can see", now);
        }
        try {
            MemoryHierarchy found = hierarchy;
            if (found == null) {
                found = MemoryHierarchy.find(sysFsCgroup);
                hierarchy = found;
            }
            String folder = found.mount() + cgroupPath;
            Sensed<Usage> usage = read(found.version(), folder, now);
            failingSince.remove(cgroupPath);
            return usage;
        } catch (IOException e) {
            if (failingSince.size() >= MOST_FAILING) {
                failingSince.clear(); // of cgroups that nobody has asked for again
            }
            return new Sensed.Unknown<>(
                    String.valueOf(e.getMessage()), failingSince.computeIfAbsent(cgroupPath, path -> now));
        }
    }

    private Sensed<Usage> read(CgroupVersion version, String folder, Instant now) throws IOException {
        try {
            long usageBytes = reader.read(folder + "/" + version.usageFile).number();
            KernelText stat = reader.read(folder + "/memory.stat");
            stat.require(version.inactiveFileKey());
            long usedBytes = Math.max(0, usageBytes - stat.number());
            long limitBytes = LimitText.parse(reader.read(folder + "/" + version.limitFile));
            return new Sensed.Known<>(new Usage(usedBytes, limitBytes == LimitText.UNLIMITED ? 0 : limitBytes), now);
        } catch (IOException e) {
            if (Files.notExists(Path.of(folder, version.usageFile))) {
                return new Sensed.Absent<>("there is no " + version.usageFile + " in " + folder);
            }
            throw e;
        }
    }
}
