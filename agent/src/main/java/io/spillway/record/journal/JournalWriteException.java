package io.spillway.record.journal;

import java.io.IOException;

/** Not all lines could be written. */
final class JournalWriteException extends IOException {
    private final int written;

    /** {@code written} lines are whole on the disk. */
    JournalWriteException(int written, IOException cause) {
        super(cause.toString(), cause);
        this.written = written;
    }

    int written() {
        return written;
    }
}
