package io.spillway.record.durations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The samples as JSON: {@code {"kinds":{"unload-model":[640]},"targets":{…}}}, in milliseconds. */
final class SamplesJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String KINDS = "kinds";
    private static final String TARGETS = "targets";

    /** What a file holds. */
    record Read(Map<String, List<Duration>> kinds, Map<String, List<Duration>> targets) {
        static final Read NOTHING = new Read(Map.of(), Map.of());
    }

    private SamplesJson() {}

    static byte[] write(Map<String, List<Duration>> kinds, Map<String, List<Duration>> targets) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(content)) {
            json.writeStartObject();
            write(json, KINDS, kinds);
            write(json, TARGETS, targets);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return content.toByteArray();
    }

    private static void write(JsonGenerator json, String name, Map<String, List<Duration>> samples) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, List<Duration>> entry : samples.entrySet()) {
            json.writeArrayFieldStart(entry.getKey());
            for (Duration sample : entry.getValue()) {
                json.writeNumber(sample.toMillis());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Empty where the content is damaged. */
    static Optional<Read> read(byte[] content) {
        try (JsonParser json = FACTORY.createParser(content)) {
            Map<String, Map<String, List<Duration>>> parts = new LinkedHashMap<>();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                parts.put(json.currentName(), samples(json));
            }
            boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
            return whole
                    ? Optional.of(new Read(parts.getOrDefault(KINDS, Map.of()), parts.getOrDefault(TARGETS, Map.of())))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, List<Duration>> samples(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT);
        Map<String, List<Duration>> samples = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            require(json.nextToken() == JsonToken.START_ARRAY);
            List<Duration> durations = new ArrayList<>();
            while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                require(json.getLongValue() >= 0);
                durations.add(Duration.ofMillis(json.getLongValue()));
            }
            require(json.currentToken() == JsonToken.END_ARRAY);
            samples.put(key, durations);
        }
        require(json.currentToken() == JsonToken.END_OBJECT);
        return samples;
    }

    private static void require(boolean asWritten) throws IOException {
        if (!asWritten) {
            throw new IOException("not what was written");
        }
    }
}
