package io.spillway.config;

/** Where total and available memory come from. */
public sealed interface HostSource {
    /** The machine: {@code /proc/meminfo}. */
    record Machine() implements HostSource {}

    /** The cgroup that this JVM lives in, version 1 or 2. */
    record Cgroup() implements HostSource {}

    /** A part of the machine: total is the budget, used is what the machine uses. */
    record Budget(long totalBytes) implements HostSource {
        public Budget {
            if (totalBytes <= 0) {
                throw new IllegalArgumentException("a budget must be positive, not " + totalBytes);
            }
        }
    }
}
