package io.spillway.boot;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A zip archive that lies in a file, perhaps within another archive, and is read in place. */
final class Zip implements Comparable<Zip> {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final SharedFile file;
    private final String name;
    private final long start;
    private final long directoryAt;
    private final int directoryLength;

    Zip(SharedFile file, String name, long start, long length) throws IOException {
        this.file = file;
        this.name = name;
        this.start = start;
        int tailLength = (int) Math.min(length, END_LENGTH + LONGEST_COMMENT);
        // Almost no jar has a comment: then the last 22 bytes are enough.
        byte[] tail = file.read(start + length - Math.min(length, END_LENGTH), (int) Math.min(length, END_LENGTH));
        int end = endIn(tail);
        if (end < 0) {
            tail = file.read(start + length - tailLength, tailLength);
            end = endIn(tail);
        }
        if (end < 0) {
            throw new IOException(name + " is no jar, or it is cut off");
        }
        directoryLength = int32(tail, end + 12);
        int offset = int32(tail, end + 16);
        if (int16(tail, end + 10) == 0xFFFF || offset < 0 || directoryLength < 0) {
            throw new IOException(name + " is in the zip64 form, which is not read here");
        }
        directoryAt = start + offset;
    }

    /** By place in the file. */
    @Override
    public int compareTo(Zip other) {
        return Long.compare(start, other.start);
    }

    String name() {
        return name;
    }

    long start() {
        return start;
    }

    /** The directory of all entries, from {@link #directoryAt()} on: walk it with {@link #nextEntry}. */
    byte[] directory() throws IOException {
        return file.read(directoryAt, directoryLength);
    }

    long directoryAt() {
        return directoryAt;
    }

    static int nextEntry(byte[] directory, int at) {
        return at + ENTRY_LENGTH + nameLength(directory, at) + int16(directory, at + 30) + int16(directory, at + 32);
    }

    static int nameAt(int entryAt) {
        return entryAt + ENTRY_LENGTH;
    }

    static int nameLength(byte[] directory, int at) {
        return int16(directory, at + 28);
    }

    static String entryName(byte[] directory, int at) {
        return new String(directory, nameAt(at), nameLength(directory, at), StandardCharsets.UTF_8);
    }

    /** The entry whose directory record stands at that place of the file. */
    Entry entryAt(long position) throws IOException {
        byte[] header = file.read(position, ENTRY_LENGTH);
        if (int32(header, 0) != ENTRY_SIGNATURE) {
            throw new IOException(name + " was changed while it was in use: restart this JVM");
        }
        String entryName =
                new String(file.read(position + ENTRY_LENGTH, nameLength(header, 0)), StandardCharsets.UTF_8);
        return new Entry(
                this, entryName, int16(header, 10), int32(header, 20), int32(header, 24), start + int32(header, 42));
    }

    private static int endIn(byte[] tail) {
        for (int at = tail.length - END_LENGTH; at >= 0; at--) {
            if (int32(tail, at) == END_SIGNATURE) {
                return at;
            }
        }
        return -1;
    }

    private static int int16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    private static int int32(byte[] bytes, int at) {
        return int16(bytes, at) | (int16(bytes, at + 2) << 16);
    }

    /** One entry of an archive. */
    record Entry(Zip zip, String name, int method, int compressedLength, int length, long localAt) {
        boolean stored() {
            return method == STORED;
        }

        /** Where the content begins in the file: the local header's own lengths count, not the directory's. */
        long contentAt() throws IOException {
            byte[] local = zip.file.read(localAt, LOCAL_LENGTH);
            return localAt + LOCAL_LENGTH + int16(local, 26) + int16(local, 28);
        }

        byte[] content() throws IOException {
            byte[] packed = zip.file.read(contentAt(), compressedLength);
            if (stored()) {
                return packed;
            }
            if (method != DEFLATED) {
                throw new IOException(name + " in " + zip.name + " is packed in a way that is not read here");
            }
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(packed);
                byte[] content = new byte[length];
                int filled = 0;
                while (filled < length) {
                    int more = inflater.inflate(content, filled, length - filled);
                    if (more == 0 && (inflater.finished() || inflater.needsInput())) {
                        throw new EOFException(name + " in " + zip.name + " is cut off");
                    }
                    filled += more;
                }
                return content;
            } catch (DataFormatException broken) {
                throw new IOException(name + " in " + zip.name + " is damaged", broken);
            } finally {
                inflater.end();
            }
        }
    }
}
