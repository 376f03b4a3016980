package io.spillway.record.journal;

import io.spillway.record.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads where an earlier run left off, and mends an end that a crash or a power cut tore. */
final class JournalTail {
    /** A thousand entries are a quarter of it. */
    private static final int LARGEST_BYTES = 1 << 20;

    /**
     * What was found.
     *
     * @param entries the newest, oldest first, in rising sequence
     * @param told for people: what was damaged, and what became of it
     */
    record Found(List<Entry> entries, List<String> told) {
        Found {
            entries = List.copyOf(entries);
            told = List.copyOf(told);
        }

        long firstSequence() {
            return entries.isEmpty() ? nextSequence() : entries.get(0).sequence();
        }

        long nextSequence() {
            return entries.isEmpty() ? 1 : entries.get(entries.size() - 1).sequence() + 1;
        }
    }

    private final EntryJson json = new EntryJson();
    private final Path path;
    private final List<String> told = new ArrayList<>();

    private JournalTail(Path path) {
        this.path = path;
    }

    /** At most {@code most} entries of the file, and of the one before it where it has fewer. */
    static Found read(Path path, int most) {
        JournalTail tail = new JournalTail(path);
        List<Entry> entries = new ArrayList<>(tail.entries(path));
        if (entries.size() < most) {
            entries.addAll(0, tail.entries(JournalFile.rotated(path, 1)));
        }
        List<Entry> rising = rising(entries);
        return new Found(rising.subList(Math.max(0, rising.size() - most), rising.size()), tail.told);
    }

    /** Where the numbers fall back (a file was copied or mixed), what comes last counts. */
    private static List<Entry> rising(List<Entry> entries) {
        int from = entries.size();
        while (from > 0
                && (from == entries.size()
                        || entries.get(from - 1).sequence() < entries.get(from).sequence())) {
            from--;
        }
        return entries.subList(from, entries.size());
    }

    private List<Entry> entries(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return entries(file, channel);
        } catch (IOException e) {
            told.add("the journal's " + file + " cannot be read, its numbers may begin anew: " + e);
            return List.of();
        }
    }

    private List<Entry> entries(Path file, FileChannel channel) throws IOException {
        long windowStart = Math.max(0, channel.size() - LARGEST_BYTES);
        byte[] window = read(channel, windowStart);
        List<Entry> entries = new ArrayList<>();
        int unread = 0;
        int damagedBetween = 0;
        int wholeEnd = 0;
        int from = windowStart == 0 ? 0 : end(window, 0) + 1;
        while (from < window.length) {
            int end = end(window, from);
            Optional<Entry> entry = json.read(window, from, end - from);
            if (entry.isPresent()) {
                entries.add(entry.get());
                damagedBetween = unread;
                wholeEnd = Math.min(end + 1, window.length);
            } else {
                unread++;
            }
            from = end + 1;
        }
        if (wholeEnd < window.length) {
            setAside(file, channel, windowStart, window, wholeEnd);
        } else if (window.length > 0 && window[window.length - 1] != '\n') {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), channel.size());
        }
        if (damagedBetween > 0) {
            told.add("the journal's " + file + " has " + damagedBetween + " damaged lines: they are passed over");
        }
        return entries;
    }

    private static byte[] read(FileChannel channel, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - from));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return buffer.array();
    }

    private static int end(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Cuts off what comes after the last whole line. */
    private void setAside(Path file, FileChannel channel, long windowStart, byte[] window, int wholeEnd)
            throws IOException {
        if (wholeEnd == 0 && windowStart > 0) {
            Path damaged = path.resolveSibling("journal.damaged");
            Files.move(file, damaged, StandardCopyOption.REPLACE_EXISTING);
            told.add("the journal's " + file + " ends in nothing but damaged lines: the file is now " + damaged);
            return;
        }
        byte[] torn = Arrays.copyOfRange(window, wholeEnd, window.length);
        Path aside = path.resolveSibling("journal.torn");
        Files.write(aside, torn);
        channel.truncate(windowStart + wholeEnd);
        told.add("the journal's " + file + " ended in a line that was not whole: its " + torn.length
                + " bytes are now in " + aside);
    }
}
