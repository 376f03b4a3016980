package io.spillway.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text behind {@code -javaagent:…=} as keys and values: {@code key=value,flag,list=a\,b}. */
final class AgentOptions {
    private AgentOptions() {}

    /** A key without a value means {@code true}; a backslash takes the next character as it stands. */
    static Map<String, String> parse(@Nullable String text) {
        Map<String, String> options = new LinkedHashMap<>();
        if (text == null) {
            return options;
        }
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == ',') {
                put(options, part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        put(options, part.toString());
        return options;
    }

    private static void put(Map<String, String> options, String part) {
        int equals = part.indexOf('=');
        String key = (equals < 0 ? part : part.substring(0, equals)).trim();
        if (!key.isEmpty()) {
            options.put(key, equals < 0 ? "true" : part.substring(equals + 1).trim());
        }
    }
}
