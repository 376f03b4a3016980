package io.spillway.manage;

import io.spillway.record.Entry;
import io.spillway.record.Journal;
import io.spillway.testing.Snapshots;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A journal without a file, which tells its subscribers on the thread that adds. */
final class InMemoryJournal implements Journal {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong(1000);

    Entry add(Entry.Kind kind) {
        return add(kind, "CRITICAL", "ollama/qwen2.5:3b", "unload-model", 2 * Snapshots.GIB, 640, "gone");
    }

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
                sequence.incrementAndGet(), Snapshots.AT, kind, level, subject, action, freedBytes, tookMillis, detail);
        entries.add(entry);
        subscribers.forEach(subscriber -> subscriber.added(entry));
        return entry;
    }

    @Override
    public List<Entry> recent() {
        return List.copyOf(entries);
    }

    @Override
    public void subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    @Override
    public void clear() {
        entries.clear();
    }

    @Override
    public void close() {}
}
