package io.spillway.mbeans;

import java.util.List;

/** The history: every change of level, measure and restore. Counters are since the start and never fall. */
@Description("The history: every change of level, measure and restore.")
public interface JournalMXBean {
    /** The newest entries, oldest first; as many as are kept in memory. */
    @Description("The newest entries, oldest first; memory in bytes, times in seconds.")
    List<JournalEntryInfo> getRecent();

    /** The sequence number of the newest entry in memory; −1 when there is none. To poll: read it, and {@link #since} when it rose. */
    @Description("The sequence number of the newest of the entries in memory; -1 when there is none.")
    @Unit("entries")
    long getLastSequence();

    /** How often each measure was done since the start. */
    @Description("How often each kind of measure was done since the start; never falls.")
    List<MeasureCountInfo> getMeasures();

    /** How many measures failed since the start; never falls. */
    @Description("How many measures failed since the start; never falls.")
    @Unit("measures")
    long getFailures();

    /** Memory that all measures freed since the start, in bytes, measured on their targets; never falls. */
    @Description("Memory that all measures freed since the start, in bytes, measured on their targets; never falls.")
    @Unit("bytes")
    long getReliefBytesTotal();

    /** How many notifications were not delivered because a listener was too slow, since the start; never falls. */
    @Description("How many notifications were dropped because a listener was too slow; never falls.")
    @Unit("notifications")
    long getDroppedNotifications();

    /**
     * The entries in memory that are newer than one that was seen; changes nothing.
     *
     * @param sequence the sequence number of the last entry that was seen
     */
    @Description("The entries in memory that are newer than the given sequence number, oldest first; changes nothing.")
    @Impact(Impact.Kind.INFO)
    List<JournalEntryInfo> since(
            @Description("The sequence number of the last of the entries that were seen.") @Unit("entries")
                    long sequence);

    /** Empties the memory; the file stays. */
    @Description("Empties the memory; the file stays.")
    @Impact(Impact.Kind.ACTION)
    void clear();
}
