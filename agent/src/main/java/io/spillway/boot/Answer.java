package io.spillway.boot;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the program that attached is told: one word and a text in a system property of its choice, because a JVM gives no other way back.
 * Asking for it again and again is its part; it also asks to forget it in the end.
 */
final class Answer {
    private static final String PREFIX = "spillway.attach.";

    private final @Nullable String property;

    /** Another property than one of ours is not touched. */
    Answer(@Nullable String property) {
        this.property = property != null && property.startsWith(PREFIX) ? property : null;
    }

    void begin(String text) {
        if (property != null) {
            System.setProperty(property, text);
        }
    }

    /** Not when it has been forgotten by now: nobody would take it away again. */
    void say(String text) {
        if (property != null) {
            System.getProperties().replace(property, text);
        }
    }

    void forget() {
        if (property != null) {
            System.clearProperty(property);
        }
    }

    /** Takes away what programs left that were ended before they had read their answer. */
    void forgetOthers() {
        Properties all = System.getProperties();
        for (Map.Entry<Object, Object> each : Map.copyOf(all).entrySet()) {
            if (each.getKey() instanceof String key && key.startsWith(PREFIX) && !key.equals(property)) {
                all.remove(key);
            }
        }
    }
}
