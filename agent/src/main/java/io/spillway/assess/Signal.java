package io.spillway.assess;

import static java.util.Objects.requireNonNull;

/**
 * One reason for a level.
 *
 * @param reason for people, with the figures
 */
public record Signal(Kind kind, Level level, String reason) {
    /** What was seen. */
    public enum Kind {
        /** Used memory in percent. */
        USAGE,
        /** Stalls for want of memory (PSI). */
        PRESSURE,
        /** Hot file pages being read again. */
        REFAULT,
        /** Time to exhaustion at the present fill rate. */
        FORECAST
    }

    public Signal {
        requireNonNull(kind, "kind");
        requireNonNull(level, "level");
        requireNonNull(reason, "reason");
    }
}
