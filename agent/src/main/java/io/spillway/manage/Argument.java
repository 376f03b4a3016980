package io.spillway.manage;

import org.jspecify.annotations.Nullable;

/** Checks what a client handed in. */
final class Argument {
    private Argument() {}

    static String text(String name, @Nullable String value, String example) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("%s must be given, such as %s".formatted(name, example));
        }
        return value.strip();
    }

    static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be %d to %d, but it is %d".formatted(name, least, most, value));
        }
        return value;
    }
}
