package io.spillway.config;

/** Where total and available memory come from. */
public sealed interface HostSource {
    /** The machine: {@code /proc/meminfo}. */
    record Machine() implements HostSource {}

    /** The cgroup that this JVM lives in, version 1 or 2. */
    record Cgroup() implements HostSource {}

    /**
     * A part of the machine: total is the budget, used is what the machine uses.
     *
     * @param setAsideBytes what of the machine's use is left out of the reckoning; 0 where the whole of it counts
     */
    record Budget(long totalBytes, long setAsideBytes) implements HostSource {
        public Budget {
            if (totalBytes <= 0) {
                throw new IllegalArgumentException("a budget must be positive, not " + totalBytes);
            }
            if (setAsideBytes < 0) {
                throw new IllegalArgumentException("what is set aside must not be negative: " + setAsideBytes);
            }
        }

        public Budget(long totalBytes) {
            this(totalBytes, 0);
        }
    }
}
