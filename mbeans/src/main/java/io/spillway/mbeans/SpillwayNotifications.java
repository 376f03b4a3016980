package io.spillway.mbeans;

/**
 * The notifications that the guard's bean sends. Their sequence numbers rise by one from 1, one counter for all types: a gap means that
 * some were lost. The user data is a composite with the items of {@link JournalEntryInfo}.
 */
public final class SpillwayNotifications {
    /** The level has changed. */
    public static final String LEVEL_CHANGED = "spillway.level.changed";
    /** A measure was done; the user data tells what it freed. */
    public static final String MEASURE_DONE = "spillway.measure.done";
    /** A measure failed ({@code kind} is MEASURE_FAILED), or it cannot be told whether it worked (MEASURE_UNSETTLED). */
    public static final String MEASURE_FAILED = "spillway.measure.failed";
    /** Something that had been changed was put back. */
    public static final String RESTORE_DONE = "spillway.restore.done";

    private SpillwayNotifications() {}
}
