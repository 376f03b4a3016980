package io.spillway.mbeans;

/**
 * The host at a glance. Percents are 0–100.
 *
 * @param cpuPercent use of all CPUs together; NaN where it is unknown
 * @param cpuCount CPUs that the guard's JVM may use
 * @param diskPercent used part of the root file system; NaN where it is unknown
 * @param memoryPercent used memory, all that is not available; NaN while memory cannot be read
 * @param memoryAvailableBytes what programs can be given without swapping; −1 while memory cannot be read
 * @param memoryTotalBytes all memory that the levels are reckoned on; −1 while memory cannot be read
 * @param at when memory was read, in milliseconds since the epoch; −1 while it cannot be read
 */
public record ResourcesInfo(
        double cpuPercent,
        int cpuCount,
        double diskPercent,
        double memoryPercent,
        long memoryAvailableBytes,
        long memoryTotalBytes,
        long at) {}
