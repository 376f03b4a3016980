package io.spillway.manage;

import io.spillway.mbeans.JournalEntryInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** A journal entry as open data, for notifications: they carry objects as they are, so a record of ours could not be read. */
final class EntryData {
    private static final CompositeType TYPE = type();

    private EntryData() {}

    static CompositeData of(JournalEntryInfo entry) {
        Map<String, Object> items = new LinkedHashMap<>();
        items.put("sequence", entry.sequence());
        items.put("at", entry.at());
        items.put("kind", entry.kind());
        items.put("level", entry.level());
        items.put("subject", entry.subject());
        items.put("action", entry.action());
        items.put("freedBytes", entry.freedBytes());
        items.put("tookSeconds", entry.tookSeconds());
        items.put("detail", entry.detail());
        try {
            return new CompositeDataSupport(TYPE, items);
        } catch (OpenDataException e) {
            throw new IllegalStateException("entry does not fit its type: " + entry, e);
        }
    }

    private static CompositeType type() {
        Map<String, OpenType<?>> items = new LinkedHashMap<>();
        items.put("sequence", SimpleType.LONG);
        items.put("at", SimpleType.LONG);
        items.put("kind", SimpleType.STRING);
        items.put("level", SimpleType.STRING);
        items.put("subject", SimpleType.STRING);
        items.put("action", SimpleType.STRING);
        items.put("freedBytes", SimpleType.LONG);
        items.put("tookSeconds", SimpleType.DOUBLE);
        items.put("detail", SimpleType.STRING);
        String[] names = items.keySet().toArray(String[]::new);
        try {
            return new CompositeType(
                    JournalEntryInfo.class.getName(),
                    "an entry of the journal",
                    names,
                    names,
                    items.values().toArray(OpenType<?>[]::new));
        } catch (OpenDataException e) {
            throw new IllegalStateException("the type of entries is not valid", e);
        }
    }
}
