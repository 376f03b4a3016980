package io.spillway.mbeans;

/**
 * The memory of the host, or of the cgroup or the budget that the levels are reckoned on. Everything is of the newest reading; −1 or NaN
 * while memory cannot be read, or where the source does not have the figure.
 */
@Description("The memory that the levels are reckoned on: the host's, a cgroup's or a budget.")
public interface HostMemoryMXBean {
    /** All memory there is, in bytes; positive, −1 while memory cannot be read. Source: {@code MemTotal}, or the limit or budget. */
    @Description("All memory there is, in bytes; -1 while memory cannot be read.")
    @Unit("bytes")
    long getTotalBytes();

    /**
     * Memory that programs can be given without swapping, in bytes; 0 to {@link #getTotalBytes()}, −1 while memory cannot be read.
     * Source: {@code MemAvailable} of {@code /proc/meminfo}. File pages of mapped model weights count as available although dropping
     * them makes the next token slow: read it beside {@link #getRefaultsPerSecond()}.
     */
    @Description(
            "Memory that programs can be given without swapping, in bytes; -1 while memory cannot be read. Mapped model weights"
                    + " count as available: see RefaultsPerSecond too.")
    @Unit("bytes")
    long getAvailableBytes();

    /** What is not available, in bytes; −1 while memory cannot be read. */
    @Description("Memory that is not available, in bytes; -1 while memory cannot be read.")
    @Unit("bytes")
    long getUsedBytes();

    /** What is not available, in percent of the total (0–100); NaN while memory cannot be read. */
    @Description("Memory that is not available, in percent of the total (0-100); NaN while memory cannot be read.")
    @Unit("percent")
    double getUsedPercent();

    /** All swap there is, in bytes; 0 is none, −1 while memory cannot be read. Source: {@code SwapTotal}. */
    @Description("All swap there is, in bytes; 0 is none, -1 while memory cannot be read.")
    @Unit("bytes")
    long getSwapTotalBytes();

    /** Swap in use, in bytes; −1 while memory cannot be read. Source: {@code SwapTotal} less {@code SwapFree}. */
    @Description("Swap in use, in bytes; -1 while memory cannot be read.")
    @Unit("bytes")
    long getSwapUsedBytes();

    /**
     * In what part of the last 10 s some task stalled for want of memory, in percent (0–100); NaN where the kernel or the source has no
     * PSI. Source: {@code some avg10} of {@code /proc/pressure/memory}, read once a second at most.
     */
    @Description(
            "Part of the last 10 s in which some task stalled for want of memory, in percent (0-100); NaN where it is unknown.")
    @Unit("percent")
    double getPressureSomeAvg10();

    /** In what part of the last 10 s all tasks stalled for want of memory; otherwise as {@link #getPressureSomeAvg10()}. */
    @Description(
            "Part of the last 10 s in which all tasks stalled for want of memory, in percent (0-100); NaN where it is unknown.")
    @Unit("percent")
    double getPressureFullAvg10();

    /**
     * Hot file pages that were read again soon after they had been dropped, in pages a second; NaN where the source has no such counter
     * and 0 until it was read twice. Source: {@code workingset_refault_file} of {@code /proc/vmstat}, over about a second.
     */
    @Description("Hot file pages that had to be read again, in pages per second; NaN where it is unknown.")
    @Unit("pages per second")
    double getRefaultsPerSecond();

    /** How fast available memory shrinks, in bytes a second; negative when it grows, NaN while memory cannot be read. */
    @Description(
            "How fast available memory shrinks, in bytes per second; negative when it grows, NaN while memory cannot be read.")
    @Unit("bytes per second")
    double getFillRateBytesPerSecond();
}
