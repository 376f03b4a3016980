package io.spillway.record.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.spillway.record.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry as one line of JSON. */
final class EntryJson {
    private enum Field {
        SEQUENCE("sequence"),
        AT("at"),
        KIND("kind"),
        LEVEL("level"),
        SUBJECT("subject"),
        ACTION("action"),
        FREED_BYTES("freedBytes"),
        TOOK_MILLIS("tookMillis"),
        DETAIL("detail");

        private final String text;

        Field(String text) {
            this.text = text;
        }

        static @Nullable Field of(@Nullable String text) {
            for (Field field : values()) {
                if (field.text.equals(text)) {
                    return field;
                }
            }
            return null;
        }
    }

    private final JsonFactory factory = new JsonFactory();

    /** With the line break. */
    byte[] write(Entry entry) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField(Field.SEQUENCE.text, entry.sequence());
            json.writeStringField(Field.AT.text, entry.at().toString());
            json.writeStringField(Field.KIND.text, entry.kind().name());
            json.writeStringField(Field.LEVEL.text, entry.level());
            json.writeStringField(Field.SUBJECT.text, entry.subject());
            json.writeStringField(Field.ACTION.text, entry.action());
            json.writeNumberField(Field.FREED_BYTES.text, entry.freedBytes());
            json.writeNumberField(Field.TOOK_MILLIS.text, entry.tookMillis());
            json.writeStringField(Field.DETAIL.text, entry.detail());
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return line.toByteArray();
    }

    /** The entry of a line; empty where it is not a whole one. Fields that a later version added are passed over. */
    Optional<Entry> read(byte[] bytes, int from, int length) {
        Map<Field, String> values = new EnumMap<>(Field.class);
        try (JsonParser json = factory.createParser(bytes, from, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                Field field = Field.of(json.currentName());
                json.nextToken();
                if (field != null) {
                    values.put(field, json.getValueAsString(""));
                }
                json.skipChildren();
            }
            boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
            return whole && values.size() == Field.values().length ? Optional.of(entry(values)) : Optional.empty();
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Earlier versions wrote {@code level-changed}. */
    private static Entry.Kind kind(String text) {
        return Entry.Kind.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Entry entry(Map<Field, String> values) {
        return new Entry(
                Long.parseLong(value(values, Field.SEQUENCE)),
                Instant.parse(value(values, Field.AT)),
                kind(value(values, Field.KIND)),
                value(values, Field.LEVEL),
                value(values, Field.SUBJECT),
                value(values, Field.ACTION),
                Long.parseLong(value(values, Field.FREED_BYTES)),
                Long.parseLong(value(values, Field.TOOK_MILLIS)),
                value(values, Field.DETAIL));
    }

    private static String value(Map<Field, String> values, Field field) {
        return values.getOrDefault(field, "");
    }
}
