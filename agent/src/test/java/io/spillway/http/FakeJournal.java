package io.spillway.http;

import io.spillway.record.Entry;
import io.spillway.record.Journal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the test adds. */
final class FakeJournal implements Journal {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** Adds an entry of that number. */
    FakeJournal with(long sequence) {
        entries.add(new Entry(
                sequence,
                Snapshots.NOW,
                Entry.Kind.MEASURE_DONE,
                "CRITICAL",
                "ollama/qwen2.5:3b",
                "unload-model",
                1024,
                640,
                "idle for 40 s"));
        return this;
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
                entries.size() + 1, Snapshots.NOW, kind, level, subject, action, freedBytes, tookMillis, detail);
        entries.add(entry);
        return entry;
    }

    @Override
    public List<Entry> recent() {
        return List.copyOf(entries);
    }

    @Override
    public void subscribe(Subscriber subscriber) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        entries.clear();
    }

    @Override
    public void close() {}
}
