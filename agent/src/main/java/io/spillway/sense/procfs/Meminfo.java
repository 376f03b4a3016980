package io.spillway.sense.procfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.spillway.sense.MemorySample;
import io.spillway.sense.kernel.KernelText;
import java.io.IOException;

/** The format of {@code /proc/meminfo}. */
final class Meminfo {
    private static final byte[] TOTAL = "MemTotal:".getBytes(ISO_8859_1);
    private static final byte[] AVAILABLE = "MemAvailable:".getBytes(ISO_8859_1);
    private static final byte[] SWAP_TOTAL = "SwapTotal:".getBytes(ISO_8859_1);
    private static final byte[] SWAP_FREE = "SwapFree:".getBytes(ISO_8859_1);

    private Meminfo() {}

    static void parse(KernelText text, MemorySample into) throws IOException {
        text.require(TOTAL);
        long total = text.kibibytes();
        text.require(AVAILABLE);
        long available = text.kibibytes();
        text.require(SWAP_TOTAL);
        long swapTotal = text.kibibytes();
        text.require(SWAP_FREE);
        long swapFree = text.kibibytes();
        if (total == 0) {
            throw text.fault("no memory at all");
        }
        if (available > total || swapFree > swapTotal) {
            throw text.fault("more is available than there is");
        }
        into.set(total, available, swapTotal, swapFree);
    }
}
