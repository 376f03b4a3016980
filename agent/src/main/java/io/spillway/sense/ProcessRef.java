package io.spillway.sense;

/**
 * A process, and no other that later gets the same PID.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}
 */
public record ProcessRef(long pid, long startTicks) {
    public ProcessRef {
        if (pid <= 0) {
            throw new IllegalArgumentException("not a PID: " + pid);
        }
    }
}
