package io.spillway.record.journal;

import io.spillway.record.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The newest entries. One writer at a time; readers take no lock and see a part of the history without a gap of theirs. */
final class RecentEntries {
    private final AtomicReferenceArray<Entry> slots;
    private volatile long first;
    private volatile long next;

    /** {@code first} is the sequence number of the first entry to come. */
    RecentEntries(int capacity, long first) {
        this.slots = new AtomicReferenceArray<>(capacity);
        this.first = first;
        this.next = first;
    }

    void add(Entry entry) {
        slots.set(slot(entry.sequence()), entry);
        next = entry.sequence() + 1;
    }

    /** Oldest first. */
    List<Entry> all() {
        long end = next;
        List<Entry> entries = new ArrayList<>();
        for (long sequence = Math.max(first, end - slots.length()); sequence < end; sequence++) {
            Entry entry = slots.get(slot(sequence));
            // a newer entry may have taken the slot meanwhile, and a sequence may be missing in what was read from the
            // file
            if (entry != null && entry.sequence() == sequence) {
                entries.add(entry);
            }
        }
        return List.copyOf(entries);
    }

    void clear() {
        first = next;
    }

    private int slot(long sequence) {
        return (int) Math.floorMod(sequence, (long) slots.length());
    }
}
