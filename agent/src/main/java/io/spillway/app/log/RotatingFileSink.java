package io.spillway.app.log;

import io.spillway.record.StateFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Lines to {@code spillway.log}; when it is full, it becomes {@code spillway.log.1}, that {@code .2}, and the oldest goes. */
public final class RotatingFileSink implements LogSink {
    private static final String NAME = "spillway.log";

    private final Path directory;
    private final long maxBytes;
    private final int oldFiles;
    private @Nullable OutputStream out;
    private long bytes;

    /**
     * @param directory is made when the first line comes
     * @param maxBytes of one file
     * @param oldFiles how many are kept beside the one that is written
     */
    public RotatingFileSink(Path directory, long maxBytes, int oldFiles) {
        if (maxBytes < 1 || oldFiles < 1) {
            throw new IllegalArgumentException(
                    "a log needs at least 1 byte and 1 old file, but got " + maxBytes + " and " + oldFiles);
        }
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.oldFiles = oldFiles;
    }

    @Override
    public void write(String line) throws IOException {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            OutputStream to = opened();
            if (bytes > 0 && bytes + text.length > maxBytes) {
                rotate();
                to = opened();
            }
            to.write(text);
            bytes += text.length;
        } catch (IOException failed) {
            // The disk may have room again, or the directory be back, by the next line.
            close();
            throw failed;
        }
    }

    private OutputStream opened() throws IOException {
        OutputStream open = out;
        if (open == null) {
            StateFile.createDirectory(directory);
            Path file = directory.resolve(NAME);
            open = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            out = open;
            bytes = Files.size(file);
        }
        return open;
    }

    private void rotate() throws IOException {
        close();
        for (int i = oldFiles; i >= 1; i--) {
            Path from = directory.resolve(i == 1 ? NAME : NAME + "." + (i - 1));
            if (Files.exists(from)) {
                Files.move(from, directory.resolve(NAME + "." + i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    public void close() throws IOException {
        OutputStream open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }
}
