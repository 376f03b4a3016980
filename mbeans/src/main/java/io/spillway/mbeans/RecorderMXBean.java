package io.spillway.mbeans;

/**
 * A flight recording of the JVM that the guard lives in. It is off until somebody starts it: the first start costs that JVM about half a
 * second and 40 MB. It keeps the newest of what it records, within an age and a size, and runs until it is stopped. Files are written
 * into the state directory only.
 */
@Description("A flight recording of the JVM that the guard lives in; off until somebody starts it.")
public interface RecorderMXBean {
    /** {@code off}, {@code recording}, or {@code unavailable} where the JVM has no flight recorder that can be managed. */
    @Description("off, recording, or unavailable where the JVM has no flight recorder that can be managed.")
    String getState();

    /** When the present recording was started, in milliseconds since the epoch; −1 when none runs. */
    @Description("When the recording was started, in milliseconds since the epoch; -1 when none runs.")
    @Unit("milliseconds since the epoch")
    long getStartedAt();

    /** What is older is dropped, in minutes; −1 when none runs. */
    @Description("What is older is dropped, in minutes; -1 when none runs.")
    @Unit("minutes")
    int getMaxMinutes();

    /** When it grows larger, the oldest is dropped, in megabytes (1024² bytes); −1 when none runs. */
    @Description("When it grows larger the oldest is dropped, in megabytes; -1 when none runs.")
    @Unit("megabytes")
    int getMaxMegabytes();

    /** The folder that {@link #dump} writes into. */
    @Description("The folder that dump writes into.")
    String getFolder();

    /** The file that was written last since the start; empty when there is none. */
    @Description("The file that was written last; empty when there is none.")
    String getLastFile();

    /** The size of that file, in bytes; −1 when there is none. */
    @Description("The size of the file that was written last, in bytes; -1 when there is none.")
    @Unit("bytes")
    long getLastFileBytes();

    /**
     * Starts recording.
     *
     * @param maxMinutes what is older is dropped; 1 to 1440
     * @param maxMegabytes when it grows larger, the oldest is dropped; 1 to 1024
     */
    @Description("Starts recording; keeps the newest, within an age in minutes and a size in megabytes, until stop.")
    @Impact(Impact.Kind.ACTION)
    void start(
            @Description("What is older is dropped, in minutes; 1 to 1440.") @Unit("minutes") int maxMinutes,
            @Description("When it grows larger the oldest is dropped, in megabytes; 1 to 1024.") @Unit("megabytes")
                    int maxMegabytes);

    /** Stops recording; what was not written is lost. */
    @Description("Stops recording; what was not written with dump is lost.")
    @Impact(Impact.Kind.ACTION)
    void stop();

    /**
     * Writes what is recorded so far into a new file in {@link #getFolder()}; recording goes on. At most ten such files may lie there.
     *
     * @return the file
     */
    @Description(
            "Writes what is recorded so far into a new file in Folder and answers with its name; recording goes on.")
    @Impact(Impact.Kind.ACTION_INFO)
    String dump();
}
