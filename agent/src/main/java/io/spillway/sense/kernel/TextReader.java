package io.spillway.sense.kernel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;

/** Reads small kernel files, one after the other, into one kept buffer; each is opened and closed again. Not thread-safe. */
public final class TextReader {
    private final GrowingBuffer buffer = new GrowingBuffer();

    /**
     * What the file says; good until the next read.
     *
     * @throws FileNotFoundException it cannot be opened, for whatever reason
     */
    public KernelText read(String path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
            int length = buffer.fill(file);
            KernelText text = new KernelText(path, buffer.bytes());
            text.reset(buffer.bytes(), length);
            return text;
        } catch (FileNotFoundException e) {
            throw e; // names the file and the reason already
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }
}
