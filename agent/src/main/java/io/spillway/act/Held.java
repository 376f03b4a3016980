package io.spillway.act;

import io.spillway.sense.ProcessRef;
import java.io.UncheckedIOException;

/** What a process held when it was looked at first, and what of that it does not hold any more. What cannot be measured is not claimed. */
final class Held {
    private final ProcessRef process;
    private final ProcessControl processes;
    private final long beforeBytes;

    private Held(ProcessRef process, ProcessControl processes, long beforeBytes) {
        this.process = process;
        this.processes = processes;
        this.beforeBytes = beforeBytes;
    }

    static Held by(ProcessRef process, ProcessControl processes) {
        try {
            return new Held(process, processes, processes.anonymousBytes(process));
        } catch (UncheckedIOException unreadable) {
            return new Held(process, processes, 0);
        }
    }

    ProcessRef process() {
        return process;
    }

    long freedBytes() {
        try {
            return Math.max(0, beforeBytes - processes.anonymousBytes(process));
        } catch (UncheckedIOException unreadable) {
            return 0;
        }
    }
}
