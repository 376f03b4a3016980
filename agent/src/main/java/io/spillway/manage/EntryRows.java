package io.spillway.manage;

import io.spillway.mbeans.JournalEntryInfo;
import io.spillway.record.Entry;

/** Journal entries as the management interface shows them. */
final class EntryRows {
    private EntryRows() {}

    static JournalEntryInfo of(Entry entry) {
        return new JournalEntryInfo(
                entry.sequence(),
                entry.at().toEpochMilli(),
                entry.kind().name(),
                entry.level(),
                entry.subject(),
                entry.action(),
                entry.freedBytes(),
                Seconds.ofMillis(entry.tookMillis()),
                entry.detail());
    }
}
