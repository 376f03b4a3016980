package io.spillway.testing;

import io.spillway.record.Entry;
import io.spillway.record.Journal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A journal in memory. Thread-safe. */
public final class RecordedJournal implements Journal {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong();

    @Override
    public Entry add(
            Entry.Kind kind,
            String level,
            String subject,
            String action,
            long freedBytes,
            long tookMillis,
            String detail) {
        Entry entry = new Entry(
                sequence.incrementAndGet(),
                Instant.EPOCH,
                kind,
                level,
                subject,
                action,
                freedBytes,
                tookMillis,
                detail);
        entries.add(entry);
        return entry;
    }

    @Override
    public List<Entry> recent() {
        return List.copyOf(entries);
    }

    /** {@code KIND action subject}, oldest first. */
    public List<String> told() {
        return entries.stream().map(RecordedJournal::words).toList();
    }

    /** The same of one kind. */
    public List<String> told(Entry.Kind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(RecordedJournal::words)
                .toList();
    }

    private static String words(Entry entry) {
        return (entry.kind() + " " + entry.action() + " " + entry.subject()).replace("  ", " ");
    }

    @Override
    public void subscribe(Subscriber subscriber) {
        throw new UnsupportedOperationException("nobody listens to a recorded journal");
    }

    @Override
    public void clear() {
        entries.clear();
    }

    @Override
    public void close() {}
}
