package io.spillway.record.journal;

import io.spillway.record.StateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The journal's lines on disk. Opened anew for each batch: entries are rare, so that a handle that is kept would gain nothing, and a
 * file that was deleted, rotated away or lies on a file system that was mounted again would be written for nobody.
 */
final class JournalFile {
    static final String NAME = "journal.jsonl";

    private final Path directory;
    private final Path path;
    private final JournalLimits limits;

    /** Where a line begins that could be written only in part; beyond every file where there is none. */
    private long brokenFrom = Long.MAX_VALUE;

    JournalFile(Path directory, JournalLimits limits) {
        this.directory = directory;
        this.path = directory.resolve(NAME);
        this.limits = limits;
    }

    Path path() {
        return path;
    }

    /** Appends the lines; what of a line got through before a failure is cut off again. */
    void append(List<byte[]> lines) throws JournalWriteException {
        int written = 0;
        try {
            StateFile.createDirectory(directory);
            while (written < lines.size()) {
                try (FileChannel channel =
                        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    cutBrokenLine(channel);
                    while (written < lines.size() && fits(lines.get(written), channel.size())) {
                        append(channel, lines.get(written));
                        written++;
                    }
                }
                if (written < lines.size()) {
                    rotate();
                }
            }
        } catch (IOException e) {
            throw new JournalWriteException(written, e);
        }
    }

    private void append(FileChannel channel, byte[] line) throws IOException {
        long from = channel.size();
        brokenFrom = from;
        ByteBuffer rest = ByteBuffer.wrap(line);
        for (long position = from; rest.hasRemaining(); ) {
            position += channel.write(rest, position);
        }
        brokenFrom = Long.MAX_VALUE;
    }

    private void cutBrokenLine(FileChannel channel) throws IOException {
        if (channel.size() > brokenFrom) {
            channel.truncate(brokenFrom);
        }
        brokenFrom = Long.MAX_VALUE;
    }

    /** A line that is longer than a file may be has a file of its own. */
    private boolean fits(byte[] line, long size) {
        return size == 0 || size + line.length <= limits.fileBytes();
    }

    private void rotate() throws IOException {
        for (int number = limits.files() - 1; number >= 1; number--) {
            Path younger = rotated(path, number);
            if (Files.exists(younger)) {
                Files.move(younger, rotated(path, number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, rotated(path, 1), StandardCopyOption.REPLACE_EXISTING);
    }

    /** {@code journal.1.jsonl} is the newest of those that were put aside. */
    static Path rotated(Path path, int number) {
        return path.resolveSibling("journal." + number + ".jsonl");
    }
}
