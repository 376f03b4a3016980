package io.spillway.manage;

import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import io.spillway.mbeans.JournalEntryInfo;
import io.spillway.mbeans.JournalMXBean;
import io.spillway.mbeans.MeasureCountInfo;
import io.spillway.record.Entry;
import io.spillway.record.Journal;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The history. */
final class JournalBean implements JournalMXBean {
    private final Journal journal;
    private final Operations operations;
    private final LongSupplier droppedNotifications;

    JournalBean(Journal journal, Operations operations, LongSupplier droppedNotifications) {
        this.journal = journal;
        this.operations = operations;
        this.droppedNotifications = droppedNotifications;
    }

    @Override
    public List<JournalEntryInfo> getRecent() {
        return journal.recent().stream().map(EntryRows::of).toList();
    }

    @Override
    public long getLastSequence() {
        List<Entry> recent = journal.recent();
        return recent.isEmpty() ? -1 : recent.get(recent.size() - 1).sequence();
    }

    @Override
    public List<MeasureCountInfo> getMeasures() {
        return counters().measures().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> new MeasureCountInfo(count.getKey(), count.getValue()))
                .toList();
    }

    @Override
    public long getFailures() {
        return counters().failures();
    }

    @Override
    public long getReliefBytesTotal() {
        return counters().freedBytes();
    }

    @Override
    public long getDroppedNotifications() {
        return droppedNotifications.getAsLong();
    }

    @Override
    public List<JournalEntryInfo> since(long sequence) {
        return journal.recent().stream()
                .filter(entry -> entry.sequence() > sequence)
                .map(EntryRows::of)
                .toList();
    }

    @Override
    public void clear() {
        operations.clearJournal();
    }

    private Snapshot.Counters counters() {
        return operations.snapshot().counters();
    }
}
