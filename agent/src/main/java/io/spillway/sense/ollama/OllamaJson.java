package io.spillway.sense.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ollama's answers as values. Every fault is an {@link IOException} that says what is missing. */
final class OllamaJson {
    private static final Pattern FROM_BLOB = Pattern.compile("(?m)^FROM .*/(sha256[-:][0-9a-f]{64})\\s*$");

    private final JsonFactory factory = new JsonFactory();

    private record Details(String parameterSize, String quantization) {
        static final Details NONE = new Details("", "");
    }

    private interface Entry<T> {
        T read(JsonParser parser) throws IOException;
    }

    /** {@code /api/ps}. */
    List<LoadedModel> loaded(byte[] json) throws IOException {
        return models(json, OllamaJson::loadedModel);
    }

    /** {@code /api/tags}. */
    List<Tag> tags(byte[] json) throws IOException {
        return models(json, OllamaJson::tag);
    }

    /** {@code /api/show}. */
    ShownModel shown(byte[] json) throws IOException {
        try (JsonParser parser = factory.createParser(json)) {
            Long parameters = null;
            String blob = "";
            String remoteHost = "";
            begin(parser);
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                switch (key) {
                    case "modelfile" -> blob = blob(text(parser));
                    case "remote_host" -> remoteHost = text(parser);
                    case "model_info" -> parameters = parameters(parser);
                    default -> parser.skipChildren();
                }
            }
            end(parser);
            return new ShownModel(parameters, blob, remoteHost);
        }
    }

    /** The {@code error} of a refusal, or the body itself, cut short, where it is no such JSON. */
    String words(byte[] body) {
        try (JsonParser parser = factory.createParser(body)) {
            begin(parser);
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                if (key.equals("error")) {
                    return shortened(text(parser));
                }
                parser.skipChildren();
            }
        } catch (IOException noJson) {
            // Then the body itself is what the server has to say.
        }
        return shortened(new String(body, UTF_8));
    }

    private <T> List<T> models(byte[] json, Entry<T> entry) throws IOException {
        try (JsonParser parser = factory.createParser(json)) {
            List<T> models = null;
            begin(parser);
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                if (key.equals("models")) {
                    models = entries(parser, entry);
                } else {
                    parser.skipChildren();
                }
            }
            end(parser);
            if (models == null) {
                throw new IOException("it has no list of models");
            }
            return models;
        }
    }

    private static <T> List<T> entries(JsonParser parser, Entry<T> entry) throws IOException {
        List<T> models = new ArrayList<>();
        // An empty Go slice may be null.
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return models;
        }
        expect(parser, JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            models.add(entry.read(parser));
        }
        expect(parser, JsonToken.END_ARRAY);
        return models;
    }

    private static LoadedModel loadedModel(JsonParser parser) throws IOException {
        String name = "";
        String digest = "";
        long size = 0;
        long gpu = 0;
        Details details = Details.NONE;
        Instant expiresAt = null;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            switch (key) {
                case "name" -> name = text(parser);
                case "digest" -> digest = text(parser);
                case "size" -> size = bytes(parser);
                case "size_vram" -> gpu = bytes(parser);
                case "expires_at" -> expiresAt = time(text(parser));
                case "details" -> details = details(parser);
                default -> parser.skipChildren();
            }
        }
        expect(parser, JsonToken.END_OBJECT);
        if (name.isEmpty() || expiresAt == null) {
            throw new IOException("a model in it has no " + (name.isEmpty() ? "name" : "expires_at"));
        }
        return new LoadedModel(new ModelName(name), digest, size, gpu, details.quantization(), expiresAt);
    }

    private static Tag tag(JsonParser parser) throws IOException {
        String name = "";
        String digest = "";
        OptionalLong size = OptionalLong.empty();
        Details details = Details.NONE;
        boolean remote = false;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            switch (key) {
                case "name" -> name = text(parser);
                case "digest" -> digest = text(parser);
                case "size" -> size = OptionalLong.of(bytes(parser));
                case "details" -> details = details(parser);
                case "remote_host", "remote_model" -> remote |= !text(parser).isEmpty();
                default -> parser.skipChildren();
            }
        }
        expect(parser, JsonToken.END_OBJECT);
        if (name.isEmpty()) {
            throw new IOException("a model in it has no name");
        }
        return new Tag(new ModelName(name), digest, size, details.parameterSize(), details.quantization(), remote);
    }

    private static Details details(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return Details.NONE;
        }
        expect(parser, JsonToken.START_OBJECT);
        String parameterSize = "";
        String quantization = "";
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            switch (key) {
                case "parameter_size" -> parameterSize = text(parser);
                case "quantization_level" -> quantization = text(parser);
                default -> parser.skipChildren();
            }
        }
        return new Details(parameterSize, quantization);
    }

    private static @Nullable Long parameters(JsonParser parser) throws IOException {
        Long parameters = null;
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(parser, JsonToken.START_OBJECT);
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (key.equals("general.parameter_count") && token.isNumeric()) {
                parameters = parser.getValueAsLong();
            } else {
                parser.skipChildren();
            }
        }
        return parameters;
    }

    private static String blob(String modelfile) {
        Matcher matcher = FROM_BLOB.matcher(modelfile);
        return matcher.find() ? matcher.group(1).replace(':', '-') : "";
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        expect(parser, JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static long bytes(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_NUMBER_INT);
        long bytes = parser.getLongValue();
        if (bytes < 0) {
            throw new IOException("a size in it is negative: " + bytes);
        }
        return bytes;
    }

    private static Instant time(String text) throws IOException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IOException("a time in it cannot be read: " + shortened(text), e);
        }
    }

    private static void begin(JsonParser parser) throws IOException {
        parser.nextToken();
        expect(parser, JsonToken.START_OBJECT);
    }

    private static void end(JsonParser parser) throws IOException {
        expect(parser, JsonToken.END_OBJECT);
    }

    private static void expect(JsonParser parser, JsonToken expected) throws IOException {
        @Nullable JsonToken token = parser.currentToken();
        if (token != expected) {
            throw new IOException("it has " + (token == null ? "nothing" : token) + " where " + expected + " belongs");
        }
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
