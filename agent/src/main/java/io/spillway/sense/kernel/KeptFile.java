package io.spillway.sense.kernel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A kernel file that stays open and is read into the same buffer again and again, without garbage. A failed read closes it, and
 * the next one opens it anew. Not thread-safe.
 *
 * <p>A {@link RandomAccessFile} because an interrupt of the reading thread would close a channel for ever.
 */
public final class KeptFile implements AutoCloseable {
    private final String path;
    private final KernelText text;
    private final GrowingBuffer buffer = new GrowingBuffer();
    private @Nullable RandomAccessFile open;

    public KeptFile(Path path) {
        this.path = path.toString();
        this.text = new KernelText(this.path, buffer.bytes());
    }

    /** What the file says now; good until the next read. */
    public KernelText read() throws IOException {
        try {
            RandomAccessFile file = open;
            if (file == null) {
                file = new RandomAccessFile(path, "r");
                open = file;
            } else {
                file.seek(0);
            }
            int length = buffer.fill(file);
            text.reset(buffer.bytes(), length);
            return text;
        } catch (FileNotFoundException e) {
            throw e; // names the file and the reason already
        } catch (IOException e) {
            close();
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    public String path() {
        return path;
    }

    @Override
    public void close() {
        RandomAccessFile file = open;
        open = null;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // Nothing was written, so nothing can be lost.
            }
        }
    }
}
