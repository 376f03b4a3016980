package io.spillway.rehearse;

import io.spillway.assess.Level;
import io.spillway.guard.Snapshot;
import io.spillway.record.Entry;
import io.spillway.record.Journal;
import io.spillway.testing.Snapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A guard that says what a test has it say. */
final class PlayedGuard implements Guarding, Journal {
    private final List<Entry> entries = new ArrayList<>();
    private Snapshot snapshot = Snapshots.normal().build();

    /** So much of 16 GiB is used. */
    void stands(Level level, double usedPercent) {
        snapshot = Snapshots.normal()
                .withLevel(level)
                .withAvailableBytes((long) (16 * Snapshots.GIB * (1 - usedPercent / 100)))
                .build();
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
                entries.size() + 1, Instant.EPOCH, kind, level, subject, action, freedBytes, tookMillis, detail);
        entries.add(entry);
        return entry;
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public Journal journal() {
        return this;
    }

    @Override
    public int httpPort() {
        return 41234;
    }

    @Override
    public List<Entry> recent() {
        return List.copyOf(entries);
    }

    @Override
    public void subscribe(Subscriber subscriber) {}

    @Override
    public void clear() {
        entries.clear();
    }

    @Override
    public void close() {}
}
