package io.spillway.mbeans;

/**
 * One container; the bean goes when the container is removed. While the engine does not answer the bean stays: its state is UNKNOWN and
 * its usage −1, the rest is as last seen.
 */
@Description("One container.")
public interface ContainerMXBean {
    /** Its name. */
    @Description("Its name.")
    String getName();

    /** Its Compose service, or the name where there is none. */
    @Description("Its Compose service, or the name where there is none.")
    String getService();

    /**
     * CREATED, RUNNING, PAUSED, RESTARTING, REMOVING, EXITED or DEAD; UNKNOWN while the engine does not answer; GONE once it is removed.
     */
    @Description(
            "CREATED, RUNNING, PAUSED, RESTARTING, REMOVING, EXITED or DEAD; UNKNOWN while the engine does not answer; GONE once"
                    + " it is removed.")
    String getState();

    /** The engine's own words, as last seen. */
    @Description("The engine's own words, as last seen.")
    String getStatus();

    /** Its memory less reclaimable page cache, in bytes; −1 where it does not run or cannot be read. Source: its cgroup or the engine. */
    @Description("Its memory less reclaimable page cache, in bytes; -1 where it does not run or cannot be read.")
    @Unit("bytes")
    long getUsageBytes();

    /** Its hard memory limit, in bytes; 0 is none. */
    @Description("Its hard memory limit, in bytes; 0 is none.")
    @Unit("bytes")
    long getLimitBytes();

    /** How many CPUs it may use; 0 is no limit. */
    @Description("How many CPUs it may use; 0 is no limit.")
    @Unit("CPUs")
    double getCpuLimit();

    /** 0–100, higher lives longer. Source: the label {@code spillway.priority}, else the configuration. */
    @Description("Its priority in points, 0-100; higher lives longer.")
    @Unit("points")
    int getPriority();

    /** Whether it is never touched. Source: the label {@code spillway.protect}, else the configuration. */
    @Description("Whether it is never touched.")
    boolean isProtected();

    /** Whether it is stopped last and gently. Source: the label {@code spillway.stateful}, else the configuration. */
    @Description("Whether it is stopped last and gently.")
    boolean isStateful();

    /** What the guard will put back, for people; empty where nothing is owed. */
    @Description("What will be put back; empty where nothing is owed.")
    String getOwed();

    /** Stops it, whatever the level; a protected one is refused. The guard starts it again only when asked to restore. */
    @Description("Stops it, whatever the level; a protected one is refused.")
    @Impact(Impact.Kind.ACTION_INFO)
    OutcomeInfo stop();

    /** Starts it again if the guard stopped it. */
    @Description("Starts it again if the guard stopped it.")
    @Impact(Impact.Kind.ACTION_INFO)
    OutcomeInfo restore();
}
