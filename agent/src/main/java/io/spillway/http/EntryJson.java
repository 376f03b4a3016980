package io.spillway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.spillway.record.Entry;
import java.io.IOException;

/** A line of the journal as JSON: the same whether a client fetches it or a webhook gets it. */
public final class EntryJson {
    private EntryJson() {}

    /** Writes the fields; the object around them is the caller's. */
    public static void writeFields(Entry entry, JsonGenerator json) throws IOException {
        json.writeNumberField("sequence", entry.sequence());
        json.writeStringField("at", entry.at().toString());
        json.writeStringField("kind", entry.kind().name());
        json.writeStringField("level", entry.level());
        json.writeStringField("subject", entry.subject());
        json.writeStringField("action", entry.action());
        json.writeNumberField("freed_bytes", entry.freedBytes());
        json.writeNumberField("took_ms", entry.tookMillis());
        json.writeStringField("detail", entry.detail());
    }
}
