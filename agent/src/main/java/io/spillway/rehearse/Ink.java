package io.spillway.rehearse;

import io.spillway.assess.Level;

/** Colours, or none. */
enum Ink {
    NONE,
    ANSI;

    private static final String RESET = "\033[0m";

    String of(Level level, String text) {
        return paint(
                switch (level) {
                    case NORMAL -> "32";
                    case WARNING -> "33";
                    case CRITICAL -> "38;5;208";
                    case EMERGENCY -> "31";
                    case KILL_SWITCH -> "35";
                },
                text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return this == NONE || text.isEmpty() ? text : "\033[" + code + "m" + text + RESET;
    }
}
