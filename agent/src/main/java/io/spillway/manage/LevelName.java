package io.spillway.manage;

import io.spillway.assess.Level;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Levels by name, as clients write them. */
final class LevelName {
    static final String UNKNOWN = "UNKNOWN";

    private LevelName() {}

    /** Takes {@code kill-switch} as well as {@code KILL_SWITCH}. */
    static Level parse(@Nullable String name) {
        if (name != null) {
            String wanted = name.strip().replace('-', '_').toUpperCase(Locale.ROOT);
            for (Level level : Level.values()) {
                if (level.name().equals(wanted)) {
                    return level;
                }
            }
        }
        String names = Arrays.stream(Level.values()).map(Level::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("no such level '%s'; use one of %s".formatted(name, names));
    }
}
