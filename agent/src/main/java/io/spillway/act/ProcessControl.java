package io.spillway.act;

import io.spillway.sense.ProcessRef;
import java.util.List;
import java.util.Map;

/** Signals processes, without a fork, and only while the start time is still the one that was seen. */
public interface ProcessControl {
    /** Sends TERM. Answers whether the process was still that one. */
    boolean terminate(ProcessRef process);

    /** Sends KILL. Answers whether the process was still that one. */
    boolean kill(ProcessRef process);

    boolean isAlive(ProcessRef process);

    /** What its end makes available for certain: anonymous bytes now, from {@code statm}; 0 once it has ended. */
    long anonymousBytes(ProcessRef process);

    /**
     * Gets everything ready for a quick signal (handle, open files); called from the slow pace for the processes that would be
     * the next to end. Replaces what was prepared before.
     */
    void prepare(List<ProcessRef> processes);

    /** Anonymous bytes of the prepared processes, now; what has ended is left out. Quick enough for the pass that ends one of them. */
    Map<ProcessRef, Long> preparedBytes();
}
