package io.spillway.sense;

/**
 * File pages that were read again soon after they had been dropped: a counter since boot. Source: {@code
 * workingset_refault_file} of {@code /proc/vmstat} (or {@code memory.stat} of a cgroup).
 */
public record Refaults(long filePages) {}
