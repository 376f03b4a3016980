package io.spillway.sense;

/**
 * Stalls for want of memory. Source: {@code /proc/pressure/memory}, or {@code memory.pressure} of a cgroup.
 *
 * @param someAvg10 percent (0–100) of the last 10 s in which some task stalled
 * @param fullAvg10 percent (0–100) of the last 10 s in which all tasks stalled
 */
public record Pressure(double someAvg10, double fullAvg10, long someTotalMicros, long fullTotalMicros) {}
