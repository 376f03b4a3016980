package io.spillway.sense;

import java.io.IOException;

/** Reads the memory of the host, of a cgroup, or of a budget. Used by one thread. */
public interface HostProbe extends AutoCloseable {
    /**
     * Fills {@code into}, from files that are kept open and without garbage.
     *
     * @throws IOException where memory cannot be read or makes no sense: the level is then unknown
     */
    void sample(MemorySample into) throws IOException;

    /**
     * Stalls for want of memory. To be read once a second at most: reading it more often takes stall time away from every reader
     * on the host. Absent where the source has none (a budget, a kernel without PSI).
     */
    Sensed<Pressure> pressure();

    /** How often hot file pages were read again; absent where the source has none. To be read every 100 ms at most. */
    Sensed<Refaults> refaults();

    /** What is measured, for people: {@code host /proc/meminfo}. */
    String describe();

    @Override
    void close();
}
