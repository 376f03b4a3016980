package io.spillway.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine uses, and a process of it, as the kernel says. */
final class Memory {
    static final long MB = 1L << 20;

    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private Memory() {}

    /** Total less available: what a budget counts as used. */
    static long usedBytes() throws IOException {
        return kilobytes(MEMINFO, "MemTotal:") - kilobytes(MEMINFO, "MemAvailable:");
    }

    static long residentBytes(long pid) throws IOException {
        return kilobytes(Path.of("/proc/" + pid + "/status"), "VmRSS:");
    }

    /** What the end of the process makes available for certain. */
    static long anonymousBytes(long pid) throws IOException {
        return kilobytes(Path.of("/proc/" + pid + "/status"), "RssAnon:");
    }

    /** A budget of which about half is used, or less: what others on the machine take or leave does not matter. */
    static long roomyBudget() throws IOException {
        return Math.max(2 * usedBytes(), usedBytes() + 3072 * MB);
    }

    private static long kilobytes(Path file, String field) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("no " + field + " in " + file);
    }
}
