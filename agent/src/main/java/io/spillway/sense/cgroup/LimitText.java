package io.spillway.sense.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.spillway.sense.kernel.KernelText;
import java.io.IOException;

/** The format of a limit, of either version: a number of bytes, or none. */
final class LimitText {
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final byte[] MAX = "max".getBytes(ISO_8859_1);
    /** Version 1 has no word for "none": it shows the largest number of whole pages, which depends on the page size. */
    private static final long NONE_ON_VERSION_1 = 1L << 62;

    private LimitText() {}

    static long parse(KernelText text) throws IOException {
        if (text.startsWith(MAX)) {
            return UNLIMITED;
        }
        long bytes = text.number();
        return bytes >= NONE_ON_VERSION_1 ? UNLIMITED : bytes;
    }
}
