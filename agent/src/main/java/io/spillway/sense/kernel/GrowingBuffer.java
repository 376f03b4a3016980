package io.spillway.sense.kernel;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;

/** Bytes that are filled again and again, and grow to the largest text that was read. */
final class GrowingBuffer {
    private static final int FIRST_BYTES = 4096;
    /** More than any file that is read this way: a text without end must not take the heap. */
    private static final int MOST_BYTES = 1 << 20;

    private byte[] bytes = new byte[FIRST_BYTES];

    /** Reads {@code file} to its end; kernel files often come in several pieces. Answers how many bytes there were. */
    int fill(RandomAccessFile file) throws IOException {
        int length = 0;
        while (true) {
            int got = file.read(bytes, length, bytes.length - length);
            if (got < 0) {
                return length;
            }
            length += got;
            if (length == bytes.length) {
                if (length >= MOST_BYTES) {
                    throw new IOException("longer than " + MOST_BYTES + " bytes");
                }
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }
}
