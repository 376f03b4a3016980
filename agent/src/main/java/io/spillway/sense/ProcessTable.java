package io.spillway.sense;

import java.util.List;

/** The processes of the host, learned in slices so that no pass takes long. Used by one thread. */
public interface ProcessTable extends AutoCloseable {
    /** Looks at the next slice (about 200 processes). Answers whether the whole table has been seen since the last such answer. */
    boolean scanSlice();

    /** What is known; a process of the last full scan may have ended since. */
    Sensed<List<ProcessInfo>> processes();

    /** This JVM and its ancestors, up to PID 1. */
    List<Long> ownPids();

    @Override
    void close();
}
