package io.spillway.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One line of the journal.
 *
 * @param sequence rises by one, across restarts
 * @param kind what happened
 * @param level the level at that moment
 * @param subject the target, source or operation; for a change of level, the level before
 * @param action such as {@code unload-model}; empty where there is none
 * @param freedBytes what was freed; 0 where nothing was or it is not known
 * @param tookMillis how long it took
 * @param detail for people
 */
public record Entry(
        long sequence,
        Instant at,
        Kind kind,
        String level,
        String subject,
        String action,
        long freedBytes,
        long tookMillis,
        String detail) {

    /** What can happen. */
    public enum Kind {
        STARTED,
        STOPPED,
        LEVEL_CHANGED,
        MEASURE_DONE,
        MEASURE_FAILED,
        MEASURE_UNSETTLED,
        MEASURE_DRY_RUN,
        RESTORED,
        SOURCE_LOST,
        SOURCE_BACK,
        OPERATION,
        SHORTFALL
    }

    public Entry {
        requireNonNull(at, "at");
        requireNonNull(kind, "kind");
        requireNonNull(level, "level");
        requireNonNull(subject, "subject");
        requireNonNull(action, "action");
        requireNonNull(detail, "detail");
    }
}
