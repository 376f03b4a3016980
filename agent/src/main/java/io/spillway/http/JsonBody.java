package io.spillway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.io.OutputStream;

/** The inside of a JSON object. */
@FunctionalInterface
interface JsonBody {
    String CONTENT_TYPE = "application/json; charset=utf-8";
    JsonFactory FACTORY = new JsonFactory();

    void write(JsonGenerator json) throws IOException;

    default void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            write(json);
            json.writeEndObject();
        }
    }

    /** Writes a number, or null where it is not known: NaN is no JSON, and 0 would be a lie. */
    static void writeKnown(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, Math.round(value * 100) / 100.0);
        } else {
            json.writeNullField(name);
        }
    }

    /** Writes a whole number, or null where it is not known. */
    static void writeKnown(JsonGenerator json, String name, Sensed<Long> value) throws IOException {
        if (value instanceof Sensed.Known<Long> known) {
            json.writeNumberField(name, known.value());
        } else {
            json.writeNullField(name);
        }
    }
}
