package io.spillway.testing;

import io.spillway.act.ProcessControl;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.ProcessTable;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Processes in memory: a table, and a control over it that gives their memory back to a host. Thread-safe. */
public final class FakeProcesses implements ProcessTable, ProcessControl {
    private final InstantSource clock;
    private final FakeHost host;
    private final Map<ProcessRef, ProcessInfo> alive = new LinkedHashMap<>();
    private final Set<ProcessRef> deafToTerm = new HashSet<>();
    private final Set<ProcessRef> undying = new HashSet<>();
    private final Set<ProcessRef> untouchable = new HashSet<>();
    private final Set<ProcessRef> unreadable = new HashSet<>();
    private final List<String> signals = new ArrayList<>();
    private List<ProcessRef> prepared = List.of();
    private String scanFault = "";
    private String controlFault = "";
    private int scans;

    public FakeProcesses(FakeHost host, InstantSource clock) {
        this.host = host;
        this.clock = clock;
    }

    public synchronized ProcessRef run(ProcessInfo process) {
        alive.put(process.ref(), process);
        return process.ref();
    }

    /** It holds so much from now on. */
    public synchronized void grow(ProcessRef process, long residentBytes) {
        alive.computeIfPresent(process, (unused, info) -> info.holding(residentBytes));
    }

    /** It ends by itself. */
    public synchronized void exit(ProcessRef process) {
        end(process);
    }

    public synchronized void makeDeafToTerm(ProcessRef process) {
        deafToTerm.add(process);
    }

    /** Not even KILL ends it, as in an uninterruptible call of the kernel. */
    public synchronized void makeUndying(ProcessRef process) {
        undying.add(process);
    }

    /** Another user's. */
    public synchronized void makeUntouchable(ProcessRef process) {
        untouchable.add(process);
    }

    public synchronized void makeUnreadable(ProcessRef process) {
        unreadable.add(process);
    }

    /** From now on looking at the table fails; empty ends it. */
    public synchronized void failScans(String reason) {
        scanFault = reason;
    }

    /** From now on every signal fails in a way that nobody expects; empty ends it. */
    public synchronized void failSignals(String reason) {
        controlFault = reason;
    }

    /** {@code TERM 4711}, in order. */
    public synchronized List<String> signals() {
        return List.copyOf(signals);
    }

    public synchronized List<ProcessRef> prepared() {
        return prepared;
    }

    public synchronized int scans() {
        return scans;
    }

    @Override
    public synchronized boolean terminate(ProcessRef process) {
        return signal("TERM", process, !deafToTerm.contains(process));
    }

    @Override
    public synchronized boolean kill(ProcessRef process) {
        return signal("KILL", process, true);
    }

    private boolean signal(String name, ProcessRef process, boolean heeded) {
        if (!controlFault.isEmpty()) {
            throw new IllegalStateException(controlFault);
        }
        if (!alive.containsKey(process) || untouchable.contains(process)) {
            return false;
        }
        signals.add(name + " " + process.pid());
        if (heeded && !undying.contains(process)) {
            end(process);
        }
        return true;
    }

    private void end(ProcessRef process) {
        ProcessInfo ended = alive.remove(process);
        if (ended != null) {
            host.free(ended.anonymousBytes());
        }
    }

    @Override
    public synchronized boolean isAlive(ProcessRef process) {
        return alive.containsKey(process);
    }

    @Override
    public synchronized long anonymousBytes(ProcessRef process) {
        if (unreadable.contains(process)) {
            throw new UncheckedIOException(new IOException("statm cannot be read"));
        }
        ProcessInfo info = alive.get(process);
        return info == null ? 0 : info.anonymousBytes();
    }

    @Override
    public synchronized void prepare(List<ProcessRef> processes) {
        prepared = List.copyOf(processes);
    }

    @Override
    public synchronized Map<ProcessRef, Long> preparedBytes() {
        Map<ProcessRef, Long> bytes = new HashMap<>();
        for (ProcessRef process : prepared) {
            ProcessInfo info = alive.get(process);
            if (info != null) {
                bytes.put(process, info.anonymousBytes());
            }
        }
        return bytes;
    }

    @Override
    public synchronized boolean scanSlice() {
        scans++;
        if (!scanFault.isEmpty()) {
            throw new IllegalStateException(scanFault);
        }
        return true;
    }

    @Override
    public synchronized Sensed<List<ProcessInfo>> processes() {
        return new Sensed.Known<>(List.copyOf(alive.values()), clock.instant());
    }

    @Override
    public List<Long> ownPids() {
        return List.of(2L, 1L);
    }

    @Override
    public void close() {}
}
