package io.spillway.sense.ollama;

import io.spillway.sense.ProcessRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps in view the processes of one server. A look at every process of the host takes 0.1 s where there are 10,000, so one is
 * taken only when something that should be there is not, and less and less often while it does not turn up.
 */
final class ServerProcesses {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final ProcFiles proc;
    private final ProcessScan scan;
    private ProcessScan.Found found = ProcessScan.Found.NOTHING;
    private Set<String> wanted = Set.of();
    private Duration wait = Duration.ZERO;
    private long scannedNanos;

    ServerProcesses(ProcFiles proc, ProcessScan scan) {
        this.proc = proc;
        this.scan = scan;
    }

    /** Looks again where that is needed to know the front and the runner of each of these blobs. */
    void refresh(Set<String> blobs, long nowNanos) {
        if (!wanted.equals(blobs)) {
            wanted = Set.copyOf(blobs);
            wait = Duration.ZERO;
        }
        if (isComplete()) {
            wait = Duration.ZERO;
        } else if (nowNanos - scannedNanos >= wait.toNanos() || wait.isZero()) {
            found = scan.scan();
            scannedNanos = nowNanos;
            wait = wait.isZero() ? FIRST_WAIT : wait.multipliedBy(2);
            if (wait.compareTo(LONGEST_WAIT) > 0) {
                wait = LONGEST_WAIT;
            }
        }
    }

    /** The runners that hold this blob; more than one only where two servers cannot be told apart. */
    List<ProcessRef> runners(String blob) {
        return found.runners().stream()
                .filter(runner -> runner.blob().equals(blob))
                .map(ProcessScan.Runner::ref)
                .toList();
    }

    Optional<ProcFiles.Stat> stat(ProcessRef process) {
        return proc.stat(process.pid()).filter(stat -> stat.ref().equals(process));
    }

    Optional<Long> residentBytes(ProcessRef process) {
        return proc.residentBytes(process.pid());
    }

    Optional<Long> anonymousBytes(ProcessRef process) {
        return proc.anonymousBytes(process.pid());
    }

    /** Looks at once next time, if anything is missing: the server has come back. */
    void expectChange() {
        wait = Duration.ZERO;
    }

    /** The front and the runners that live. */
    List<Long> pids() {
        return processes()
                .filter(process -> stat(process).isPresent())
                .map(ProcessRef::pid)
                .toList();
    }

    private boolean isComplete() {
        return !found.fronts().isEmpty()
                && processes().allMatch(process -> stat(process).isPresent())
                && wanted.stream().noneMatch(blob -> runners(blob).isEmpty());
    }

    private Stream<ProcessRef> processes() {
        return Stream.concat(found.fronts().stream(), found.runners().stream().map(ProcessScan.Runner::ref));
    }
}
