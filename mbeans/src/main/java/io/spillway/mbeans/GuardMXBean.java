package io.spillway.mbeans;

import java.util.List;

/**
 * The guard: the loop that watches memory and acts. Every attribute is read from the newest published snapshot: no lock, no I/O.
 * Operations are done by the guard's own thread and waited for with a time limit; they throw {@link IllegalArgumentException} for a bad
 * argument and {@link IllegalStateException} when they cannot be done now, each with a text that says what to do.
 */
@Description(
        "The guard: watches the memory of the host, acts level by level, and puts back what it changed and can undo.")
public interface GuardMXBean {
    /**
     * How high the water stands: NORMAL, WARNING, CRITICAL, EMERGENCY or KILL_SWITCH; UNKNOWN while memory cannot be read. Source: the
     * newest assessment.
     */
    @Description("The level: NORMAL, WARNING, CRITICAL, EMERGENCY or KILL_SWITCH; UNKNOWN while memory cannot be read.")
    String getLevel();

    /** The level as a number to plot: 0 is NORMAL, 4 is KILL_SWITCH, −1 is unknown. Source: as {@link #getLevel()}. */
    @Description("The level as a number to plot, in steps: 0 is NORMAL, 4 is KILL_SWITCH, -1 is unknown.")
    @Unit("steps")
    int getLevelNumber();

    /** When the present level was entered, in milliseconds since the epoch; −1 while the level is unknown. Source: the wall clock. */
    @Description("When the level was entered, in milliseconds since the epoch; -1 while the level is unknown.")
    @Unit("milliseconds since the epoch")
    long getLevelSince();

    /** The signals that give the level, the reasons for it; empty at NORMAL and while the level is unknown. */
    @Description("What gives the level: usage, pressure, refaults or forecast, each with its figures.")
    List<SignalInfo> getSignals();

    /** Used memory, all that is not available, in percent of the total (0–100); NaN while memory cannot be read. */
    @Description("Used memory in percent of the total (0-100); NaN while memory cannot be read.")
    @Unit("percent")
    double getUsedPercent();

    /**
     * What must become available for the level to fall, in bytes; 0 at NORMAL, −1 while memory cannot be read. Source: the newest
     * assessment.
     */
    @Description(
            "What must become available for the level to fall, in bytes; 0 at NORMAL, -1 while memory cannot be read.")
    @Unit("bytes")
    long getDeficitBytes();

    /**
     * What still fits below WARNING, in bytes; 0 at WARNING and above, −1 while memory cannot be read. The same figure as {@link
     * #canLoad} gives, for users who may run no operation.
     */
    @Description("What still fits below WARNING, in bytes; 0 at WARNING and above, -1 while memory cannot be read.")
    @Unit("bytes")
    long getRoomBytes();

    /**
     * Until nothing is available at the present fill rate, in seconds; Infinity while memory does not shrink, NaN while it cannot be
     * read. JSON has neither and shows null for both: there, {@link HostMemoryMXBean#getFillRateBytesPerSecond()} tells them apart.
     */
    @Description(
            "Until nothing is available at this fill rate, in seconds; Infinity while memory does not shrink, NaN while it"
                    + " cannot be read (JSON shows null for both: see FillRateBytesPerSecond of HostMemory).")
    @Unit("seconds")
    double getTimeToExhaustionSeconds();

    /** How often memory was read and assessed, in passes since the start; never falls. */
    @Description("Passes of the fast pace since the start; never falls.")
    @Unit("passes")
    long getPasses();

    /** How often the inventory was looked at, in passes since the start; never falls. */
    @Description("Passes of the slow pace, which keeps the inventory, since the start; never falls.")
    @Unit("passes")
    long getSlowPasses();

    /** How long the last fast pass took, in microseconds; −1 before the first. Source: the elapsed time of the guard's own thread. */
    @Description("How long the last pass of the fast pace took, in microseconds; -1 before the first.")
    @Unit("microseconds")
    double getLastPassMicros();

    /** When the newest snapshot was published, in milliseconds since the epoch: everything that is shown here is of that time. */
    @Description("When the newest snapshot was published, in milliseconds since the epoch.")
    @Unit("milliseconds since the epoch")
    long getSnapshotAt();

    /** Whether the guard only says what it would do. */
    @Description("Whether the guard only says what it would do (dry run).")
    boolean isDryRun();

    /** Whether the guard has been told to do nothing. */
    @Description("Whether the guard has been told to do nothing (pause).")
    boolean isPaused();

    /**
     * {@code healthy}: memory is read, the loop runs, every source answers or is certainly absent. {@code paused}: the same, but the
     * guard was told to do nothing. {@code degraded}: the level is known, but something else does not answer or was not looked at yet.
     * {@code unhealthy}: memory cannot be read or the loop stands still.
     */
    @Description(
            "healthy, paused (as healthy, but the guard was told to do nothing), degraded (some source does not answer) or unhealthy"
                    + " (memory cannot be read, or the loop stands still).")
    String getHealth();

    /** Why {@link #getHealth()} is not {@code healthy}, for people; empty when it is. */
    @Description("Why Health is not healthy; empty when it is.")
    List<String> getHealthReasons();

    /** The host at a glance. */
    @Description(
            "The host at a glance: CPU, disk and memory, in percent (0-100) and bytes; NaN or -1 where it is unknown.")
    ResourcesInfo getResources();

    /** Everything that Spillway reads, with whether it answers. */
    @Description("Everything that is read, with whether it answers: known, absent (which is fine) or unknown, and why.")
    List<SourceInfo> getSources();

    /** The measures that are being carried out, for people. */
    @Description("The measures that are being carried out right now.")
    List<String> getInProgress();

    /** What the guard has changed and will put back. */
    @Description("What has been changed and will be put back.")
    List<OwedInfo> getOwed();

    /** The plan that was made last. */
    @Description("The plan that was made last: its measures in order, and what it left alone, with the reasons.")
    PlanInfo getLastPlan();

    /**
     * What would be done at the next level up right now (at KILL_SWITCH: at that level), so that users who may run no operation can see
     * what {@link #previewPlan} answers. Its level is UNKNOWN while memory cannot be read.
     */
    @Description("What would be done at the next level up right now; its level is UNKNOWN while memory cannot be read.")
    PlanInfo getNextPlan();

    /** What would be done right now at each level from WARNING up; empty while memory cannot be read. */
    @Description("What would be done right now at each level, from WARNING up; empty while memory cannot be read.")
    List<PlanInfo> getPreview();

    /** Opens the gates of the present level, at least those of WARNING, now. Answers when all of it has been done. */
    @Description(
            "Opens the gates of the present level, at least those of WARNING, now; answers with what was done and freed.")
    @Impact(Impact.Kind.ACTION_INFO)
    ReportInfo optimize();

    /**
     * Opens the gates up to EMERGENCY now, whatever the level: models are unloaded by force, needed or not; memory-heavy processes end
     * only for a deficit that is really there; containers are stopped after them only while the level stays at CRITICAL or above.
     */
    @Description(
            "Opens the gates up to EMERGENCY now, whatever the level: unloads models by force, ends memory-heavy processes only"
                    + " for a real deficit, and stops containers only while the level stays at CRITICAL or above.")
    @Impact(Impact.Kind.ACTION_INFO)
    ReportInfo emergencyScaleDown();

    /** Puts back what is owed, as far as memory allows now. */
    @Description("Puts back what is owed, as far as memory allows now.")
    @Impact(Impact.Kind.ACTION_INFO)
    ReportInfo restore();

    /**
     * What would be done at a level right now; changes nothing.
     *
     * @param level NORMAL, WARNING, CRITICAL, EMERGENCY or KILL_SWITCH
     */
    @Description("What would be done at a level right now; changes nothing. The attribute Preview shows the same.")
    @Impact(Impact.Kind.INFO)
    PlanInfo previewPlan(@Description("NORMAL, WARNING, CRITICAL, EMERGENCY or KILL_SWITCH.") String level);

    /**
     * Whether something more would stay below WARNING; changes nothing.
     *
     * @param bytes how much more; 0 or positive
     */
    @Description(
            "Whether so many bytes more would stay below WARNING; changes nothing. The attribute RoomBytes shows the room.")
    @Impact(Impact.Kind.INFO)
    RoomInfo canLoad(@Description("How much more, in bytes; 0 or positive.") @Unit("bytes") long bytes);

    /** Nothing is done any more until {@link #resume}; everything is still read and shown. */
    @Description("Does nothing any more until resume; everything is still read and shown.")
    @Impact(Impact.Kind.ACTION)
    void pause();

    /** Acts again after {@link #pause}. */
    @Description("Acts again after pause.")
    @Impact(Impact.Kind.ACTION)
    void resume();
}
