package io.spillway.sense;

import static java.util.Objects.requireNonNull;

/**
 * One sample of the host.
 *
 * @param atNanos when, by the {@link Ticker}
 * @param totalBytes all memory there is; positive
 * @param availableBytes what programs can be given without swapping; 0 to {@code totalBytes}
 */
public record Reading(
        long atNanos,
        long totalBytes,
        long availableBytes,
        long swapTotalBytes,
        long swapUsedBytes,
        Sensed<Pressure> pressure,
        Sensed<Refaults> refaults) {

    public Reading {
        requireNonNull(pressure, "pressure");
        requireNonNull(refaults, "refaults");
        if (totalBytes <= 0) {
            throw new IllegalArgumentException("total memory must be positive: " + totalBytes);
        }
        if (availableBytes < 0 || availableBytes > totalBytes) {
            throw new IllegalArgumentException("available " + availableBytes + " is not within 0 and " + totalBytes);
        }
    }

    /** Used memory in percent (0–100): what is not available. */
    public double usedPercent() {
        return 100.0 * (totalBytes - availableBytes) / totalBytes;
    }

    public long usedBytes() {
        return totalBytes - availableBytes;
    }
}
