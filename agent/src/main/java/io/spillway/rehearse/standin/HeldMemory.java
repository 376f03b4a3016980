package io.spillway.rehearse.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Memory that is really taken: buffers outside the heap, every page of them written. */
final class HeldMemory {
    private static final int CHUNK_BYTES = 256 << 10;

    private final long limitBytes;
    private final long ownBytes = residentBytes("self");
    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();

    /** @param limitBytes resident bytes of the whole process that are never passed */
    HeldMemory(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** What the process holds in all, what the JVM takes for itself included. */
    long bytes() {
        return ownBytes + (long) chunks.size() * CHUNK_BYTES;
    }

    /** Takes one chunk more; answers whether the limit allowed it. */
    boolean grow() {
        if (bytes() + CHUNK_BYTES > limitBytes) {
            return false;
        }
        // The JVM writes zeros into every page of it.
        chunks.addLast(ByteBuffer.allocateDirect(CHUNK_BYTES));
        return true;
    }

    /** Gives back what is beyond {@code targetBytes}. */
    void shrinkTo(long targetBytes) {
        boolean dropped = false;
        while (!chunks.isEmpty() && bytes() > targetBytes) {
            chunks.removeLast();
            dropped = true;
        }
        if (dropped) {
            // A buffer is freed when the collector finds it unused.
            System.gc();
        }
    }

    boolean canShrinkTo(long targetBytes) {
        return !chunks.isEmpty() && bytes() - CHUNK_BYTES >= targetBytes;
    }

    static int chunkBytes() {
        return CHUNK_BYTES;
    }

    /**
     * What a process holds.
     *
     * @throws UncheckedIOException it is not there
     */
    static long residentBytes(String pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", pid, "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
            return 0;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
