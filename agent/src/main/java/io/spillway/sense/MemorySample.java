package io.spillway.sense;

/** Holds one sample of memory and is filled again and again, so that the fast path makes no garbage. Not thread-safe. */
public final class MemorySample {
    private long totalBytes;
    private long availableBytes;
    private long swapTotalBytes;
    private long swapFreeBytes;

    public void set(long totalBytes, long availableBytes, long swapTotalBytes, long swapFreeBytes) {
        this.totalBytes = totalBytes;
        this.availableBytes = availableBytes;
        this.swapTotalBytes = swapTotalBytes;
        this.swapFreeBytes = swapFreeBytes;
    }

    public long totalBytes() {
        return totalBytes;
    }

    public long availableBytes() {
        return availableBytes;
    }

    public long swapTotalBytes() {
        return swapTotalBytes;
    }

    public long swapUsedBytes() {
        return swapTotalBytes - swapFreeBytes;
    }
}
