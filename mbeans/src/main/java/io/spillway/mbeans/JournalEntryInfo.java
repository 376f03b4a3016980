package io.spillway.mbeans;

/**
 * One line of the history.
 *
 * @param sequence rises by one with each entry, across restarts
 * @param at in milliseconds since the epoch
 * @param kind STARTED, STOPPED, LEVEL_CHANGED, MEASURE_DONE, MEASURE_FAILED, MEASURE_UNSETTLED, MEASURE_DRY_RUN, RESTORED, SOURCE_LOST,
 *     SOURCE_BACK, OPERATION or SHORTFALL
 * @param level the level at that moment
 * @param subject the target, source or operation; for a change of level, the level before
 * @param action such as {@code unload-model}; empty where there is none
 * @param freedBytes what was freed; 0 where nothing was or it is not known
 * @param tookSeconds how long it took
 * @param detail for people
 */
public record JournalEntryInfo(
        long sequence,
        long at,
        String kind,
        String level,
        String subject,
        String action,
        long freedBytes,
        double tookSeconds,
        String detail) {}
