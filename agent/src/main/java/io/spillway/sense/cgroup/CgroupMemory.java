package io.spillway.sense.cgroup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.spillway.sense.Sensed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Reads what a cgroup uses of memory. */
public final class CgroupMemory {
    /** What it uses without page cache that can be dropped, its limit (0 is none), and how often the kernel killed in it. */
    public record Usage(long usageBytes, long limitBytes, long oomKills) {}

    private final Path sysFsCgroup;
    private final InstantSource clock;

    public CgroupMemory(Path sysFsCgroup, InstantSource clock) {
        this.sysFsCgroup = sysFsCgroup;
        this.clock = clock;
    }

    /** Of the cgroup with that path, as {@code /proc/PID/cgroup} shows it. */
    public Sensed<Usage> read(String cgroupPath) {
        try {
            return new Sensed.Known<>(usage(cgroupPath.substring(1)), clock.instant());
        } catch (IOException | NumberFormatException e) {
            return new Sensed.Unknown<>(
                    "the memory of cgroup " + cgroupPath + " cannot be read: " + e, clock.instant());
        }
    }

    private Usage usage(String path) throws IOException {
        var versionOne = sysFsCgroup.resolve("memory").resolve(path);
        if (Files.isDirectory(versionOne)) {
            long used = number(versionOne.resolve("memory.usage_in_bytes"))
                    - field(versionOne.resolve("memory.stat"), "total_inactive_file");
            return new Usage(Math.max(0, used), number(versionOne.resolve("memory.limit_in_bytes")), 0);
        }
        var versionTwo = sysFsCgroup.resolve(path);
        long used = number(versionTwo.resolve("memory.current"))
                - field(versionTwo.resolve("memory.stat"), "inactive_file");
        return new Usage(Math.max(0, used), 0, field(versionTwo.resolve("memory.events"), "oom_kill"));
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file, US_ASCII).trim());
    }

    private static long field(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file, US_ASCII)) {
            if (line.startsWith(name + " ")) {
                return Long.parseLong(line.substring(name.length() + 1).trim());
            }
        }
        throw new IOException("no " + name + " in " + file);
    }
}
