package io.spillway.sense.procfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of a memory page, as the kernel told this process when it began. */
public final class PageSize {
    private static final long AT_PAGESZ = 6;

    private PageSize() {}

    /**
     * Reads the auxiliary vector of this process: pairs of a key and a value, each one machine word. ({@code getconf PAGESIZE} would
     * be a fork.)
     */
    public static long read(Path proc) throws IOException {
        Path auxv = proc.resolve("self/auxv");
        ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(auxv)).order(ByteOrder.nativeOrder());
        while (words.remaining() >= 2 * Long.BYTES) {
            long key = words.getLong();
            long value = words.getLong();
            if (key == AT_PAGESZ && value > 0 && Long.bitCount(value) == 1) {
                return value;
            }
        }
        throw new IOException(auxv + ": tells no page size; only 64-bit systems are supported");
    }
}
