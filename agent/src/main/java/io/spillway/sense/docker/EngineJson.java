package io.spillway.sense.docker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.spillway.sense.Container.State;
import io.spillway.sense.ContainerId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the engine's answers token by token: no tree, and no library that is not loaded anyway. */
final class EngineJson {
    /** A thousand containers with long labels take 2 MB: whatever is larger by far is no answer of an engine. */
    private static final long LARGEST_ANSWER_BYTES = 64L << 20;

    /** The kernel's own default, which an engine means when it names a quota without a period. */
    private static final double DEFAULT_PERIOD_MICROS = 100_000;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(LARGEST_ANSWER_BYTES)
                    .build())
            .build();

    /** The answer of {@code /containers/json}. */
    List<ListedContainer> list(InputStream answer) throws IOException {
        try (var json = factory.createParser(answer)) {
            expect(json, json.nextToken(), JsonToken.START_ARRAY);
            var containers = new ArrayList<ListedContainer>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                containers.add(listed(json));
            }
            return containers;
        }
    }

    /** The answer of {@code /containers/ID/json}. */
    InspectedContainer inspected(InputStream answer) throws IOException {
        try (var json = factory.createParser(answer)) {
            return inspected(json);
        }
    }

    private static ListedContainer listed(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_OBJECT);
        String id = "";
        String name = "";
        String state = "";
        String status = "";
        Map<String, String> labels = Map.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "Id" -> id = text(json);
                case "Names" -> name = ownName(json);
                case "State" -> state = text(json);
                case "Status" -> status = text(json);
                case "Labels" -> labels = texts(json);
                default -> json.skipChildren();
            }
        }
        if (id.isEmpty() || !id.chars().allMatch(Character::isLetterOrDigit)) {
            throw new JsonParseException(json, "a container without a usable Id");
        }
        String shown = name.isEmpty() ? id.substring(0, Math.min(12, id.length())) : name;
        return new ListedContainer(new ContainerId(id), shown, stateOf(state), status, labels);
    }

    private static InspectedContainer inspected(JsonParser json) throws IOException {
        expect(json, json.nextToken(), JsonToken.START_OBJECT);
        boolean complete = false;
        long pid = 0;
        long memory = 0;
        double cpus = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("State")) {
                pid = numbers(json).getOrDefault("Pid", 0L);
                complete = true;
            } else if (field.equals("HostConfig")) {
                var limits = numbers(json);
                memory = Math.max(0, limits.getOrDefault("Memory", 0L));
                cpus = cpus(limits);
            } else {
                json.skipChildren();
            }
        }
        if (!complete) {
            throw new JsonParseException(json, "a container without State");
        }
        return new InspectedContainer(pid, memory, cpus);
    }

    private static double cpus(Map<String, Long> limits) {
        long nanoCpus = limits.getOrDefault("NanoCpus", 0L);
        if (nanoCpus > 0) {
            return nanoCpus / 1e9;
        }
        long quota = limits.getOrDefault("CpuQuota", 0L);
        long period = limits.getOrDefault("CpuPeriod", 0L);
        return quota > 0 ? quota / (period > 0 ? period : DEFAULT_PERIOD_MICROS) : 0;
    }

    /** The one without a second slash; those with one are names that linked containers gave it. */
    private static String ownName(JsonParser json) throws IOException {
        String found = "";
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                String name = text(json);
                if (name.lastIndexOf('/') <= 0) {
                    found = name.startsWith("/") ? name.substring(1) : name;
                }
            }
        }
        return found;
    }

    private static Map<String, String> texts(JsonParser json) throws IOException {
        var texts = new HashMap<String, String>();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                texts.put(field, text(json));
            }
        }
        return texts;
    }

    /** The whole numbers of an object; all else in it is skipped. */
    private static Map<String, Long> numbers(JsonParser json) throws IOException {
        var numbers = new HashMap<String, Long>();
        expect(json, json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                numbers.put(field, json.getLongValue());
            } else {
                json.skipChildren();
            }
        }
        return numbers;
    }

    /** Empty where the engine says null. */
    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        expect(json, json.currentToken(), JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static State stateOf(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "created" -> State.CREATED;
            case "running" -> State.RUNNING;
            case "paused" -> State.PAUSED;
            case "restarting" -> State.RESTARTING;
            case "removing" -> State.REMOVING;
            case "exited" -> State.EXITED;
            case "dead" -> State.DEAD;
            default -> State.UNKNOWN;
        };
    }

    private static void expect(JsonParser json, JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new JsonParseException(json, "there is " + found + " where " + wanted + " should be");
        }
    }
}
