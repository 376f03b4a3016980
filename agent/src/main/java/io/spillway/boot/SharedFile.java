package io.spillway.boot;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * A file that many threads read at any position. Not a {@code FileChannel}: one interrupted thread that needs a class would close
 * that for all, for ever.
 */
final class SharedFile implements Closeable {
    private final RandomAccessFile file;
    private final long length;

    SharedFile(File path) throws IOException {
        file = new RandomAccessFile(path, "r");
        length = file.length();
    }

    long length() {
        return length;
    }

    byte[] read(long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        synchronized (file) {
            file.seek(position);
            file.readFully(bytes);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
