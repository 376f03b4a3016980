package io.spillway.record;

import java.util.List;

/** The history. Bounded in memory and on disk; adding never blocks on the disk. */
public interface Journal extends AutoCloseable {
    /** Adds an entry; its sequence number is given here. Any thread. */
    Entry add(
            Entry.Kind kind,
            String level,
            String subject,
            String action,
            long freedBytes,
            long tookMillis,
            String detail);

    /** The newest entries, oldest first; at most as many as are kept in memory. Never blocks. */
    List<Entry> recent();

    /** Called for every new entry on a thread of the journal's own. */
    void subscribe(Subscriber subscriber);

    /** Empties the memory; the file stays. */
    void clear();

    /** Writes what is waiting and closes the file. */
    @Override
    void close();

    /** Somebody who wants to know: notifications, webhooks, the live line. */
    @FunctionalInterface
    interface Subscriber {
        void added(Entry entry);
    }
}
