package io.spillway.endtoend;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON value, read without any class of the product. */
record Json(@Nullable Object value) {
    static Json parse(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return new Json(value(parser));
        } catch (IOException garbage) {
            throw new UncheckedIOException("not JSON: " + text, garbage);
        }
    }

    static String string(String text) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeString(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    Json at(String name) {
        Map<?, ?> object = (Map<?, ?>) requireNonNull(value, () -> "null has no " + name);
        if (!object.containsKey(name)) {
            throw new AssertionError("no " + name + " in " + value);
        }
        return new Json(object.get(name));
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> object && object.containsKey(name);
    }

    Set<String> names() {
        Map<String, Json> members = new LinkedHashMap<>();
        ((Map<?, ?>) requireNonNull(value)).forEach((name, each) -> members.put(String.valueOf(name), new Json(each)));
        return members.keySet();
    }

    List<Json> items() {
        return ((List<?>) requireNonNull(value)).stream().map(Json::new).toList();
    }

    String text() {
        return (String) requireNonNull(value);
    }

    double number() {
        return ((Number) requireNonNull(value)).doubleValue();
    }

    long bytes() {
        return ((Number) requireNonNull(value)).longValue();
    }

    boolean isNull() {
        return value == null;
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = requireNonNull(parser.currentToken(), "an end in the middle");
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        if (token.isNumeric()) {
            return parser.getNumberValue();
        }
        if (token.isBoolean()) {
            return parser.getBooleanValue();
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }
}
