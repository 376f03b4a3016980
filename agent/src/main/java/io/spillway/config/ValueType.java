package io.spillway.config;

import java.util.function.Function;

/** How what was written becomes a value. */
@FunctionalInterface
interface ValueType<T> {
    T read(Raw raw) throws BadValueException;

    /** One piece of text; {@code parse} throws {@link IllegalArgumentException} with a message for people. */
    static <T> ValueType<T> text(Function<String, T> parse) {
        return raw -> {
            if (raw instanceof Raw.Text text) {
                try {
                    return parse.apply(text.text().strip());
                } catch (IllegalArgumentException e) {
                    throw new BadValueException(raw.place(), String.valueOf(e.getMessage()));
                }
            }
            throw new BadValueException(raw.place(), noText(raw));
        };
    }

    private static String noText(Raw raw) {
        if (raw instanceof Raw.Nothing) {
            return "has no value: give it one or leave the key out";
        }
        return "must be a single value, but it is " + (raw instanceof Raw.Items ? "a list" : "a section");
    }
}
