package io.spillway.sense.docker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What the engine says in an error answer. */
public final class EngineWords {
    private static final int LONGEST = 300;

    private EngineWords() {}

    /** The {@code message} of the JSON object in {@code text}; where there is none, the text itself, cut to a line's length. */
    public static String of(String text) {
        int start = text.indexOf('{');
        String words = start < 0 ? text : message(text.substring(start), text);
        String line = words.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String message(String object, String otherwise) {
        try (var json = new JsonFactory().createParser(object)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING && field.equals("message")) {
                    return json.getText();
                }
                json.skipChildren();
            }
            return otherwise;
        } catch (IOException e) {
            return otherwise; // not JSON after all
        }
    }
}
