package io.spillway.act.process;

import io.spillway.act.ProcessControl;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.kernel.TextReader;
import io.spillway.sense.procfs.PageSize;
import io.spillway.sense.procfs.StatLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signals processes by {@link ProcessHandle}, which compares the start time (in milliseconds, as it knows it) once more just before the
 * signal. Here the start ticks are compared first. Thread-safe.
 *
 * <p>This JVM and PID 1 are refused, whoever asks.
 */
public final class ProcfsProcessControl implements ProcessControl, AutoCloseable {
    /** Bounds the open files; far more than one emergency ends. */
    static final int MOST_PREPARED = 64;

    private final Path proc;
    private final long pageBytes;
    private final long ownPid = ProcessHandle.current().pid();
    private volatile Map<ProcessRef, PreparedProcess> prepared = Map.of();

    /**
     * Opens the control.
     *
     * @param proc where procfs is mounted: {@code /proc}
     * @throws IOException that procfs numbers processes in another way than signals do (it belongs to another PID namespace), or the
     *     page size cannot be told
     */
    public static ProcfsProcessControl open(Path proc) throws IOException {
        String self = Files.readSymbolicLink(proc.resolve("self")).toString();
        if (!self.equals(Long.toString(ProcessHandle.current().pid()))) {
            throw new IOException(proc + " belongs to another PID namespace: this JVM is " + self + " there and "
                    + ProcessHandle.current().pid() + " to itself, so that signals would reach others");
        }
        return new ProcfsProcessControl(proc, PageSize.read(proc));
    }

    private ProcfsProcessControl(Path proc, long pageBytes) {
        this.proc = proc;
        this.pageBytes = pageBytes;
    }

    /** False also where the kernel refused the signal; {@link #isAlive} tells these apart. */
    @Override
    public boolean terminate(ProcessRef process) {
        ProcessHandle handle = verified(process);
        return handle != null && maySignal(process) && handle.destroy();
    }

    /** False also where the kernel refused the signal; {@link #isAlive} tells these apart. */
    @Override
    public boolean kill(ProcessRef process) {
        ProcessHandle handle = verified(process);
        return handle != null && maySignal(process) && handle.destroyForcibly();
    }

    /** Whether a signal would go to the process now: all that {@link #kill} does, but the signal. */
    public boolean wouldSignal(ProcessRef process) {
        return verified(process) != null && maySignal(process);
    }

    private boolean maySignal(ProcessRef process) {
        return process.pid() != ownPid && process.pid() != 1;
    }

    /** The handle of exactly this process; null where it has ended. */
    private @Nullable ProcessHandle verified(ProcessRef process) {
        PreparedProcess ready = prepared.get(process);
        if (ready != null) {
            try {
                // 0 pages: it has ended and waits for its parent, or is swapped out; the slow way tells which.
                if (ready.residentPages() > 0) {
                    return ready.handle();
                }
            } catch (IOException e) {
                // Ended, or no longer prepared: look once more in the slow way.
            }
        }
        ProcessHandle handle = ProcessHandle.of(process.pid()).orElse(null);
        // Compared after the handle has been taken: the handle then stands for the process that was compared.
        return handle != null && look(process) == Look.RUNNING ? handle : null;
    }

    /** Where it cannot be told (no free file descriptor), it counts as alive. */
    @Override
    public boolean isAlive(ProcessRef process) {
        return look(process) != Look.ENDED;
    }

    /**
     * Anonymous bytes now; 0 once it has ended.
     *
     * @throws UncheckedIOException it cannot be told: nothing may be claimed as freed
     */
    @Override
    public long anonymousBytes(ProcessRef process) {
        PreparedProcess ready = prepared.get(process);
        if (ready != null) {
            try {
                return ready.anonymousPages() * pageBytes;
            } catch (IOException e) {
                // As in verified().
            }
        }
        return switch (look(process)) {
            case ENDED -> 0;
            case RUNNING -> statmBytes(process);
            case UNTOLD -> throw new UncheckedIOException(new IOException(stat(process.pid()) + " cannot be read"));
        };
    }

    private long statmBytes(ProcessRef process) {
        try {
            return PreparedProcess.anonymousPages(new TextReader().read(folder(process.pid()) + "/statm")) * pageBytes;
        } catch (IOException e) {
            if (look(process) == Look.ENDED) {
                return 0;
            }
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the first 64 of the list ready. What was prepared before and is in it stays open. */
    @Override
    public synchronized void prepare(List<ProcessRef> processes) {
        Map<ProcessRef, PreparedProcess> former = prepared;
        Map<ProcessRef, PreparedProcess> next = new HashMap<>();
        for (ProcessRef process : processes.subList(0, Math.min(MOST_PREPARED, processes.size()))) {
            if (next.containsKey(process)) {
                continue;
            }
            PreparedProcess kept = former.get(process);
            PreparedProcess ready = kept == null ? open(process) : kept;
            if (ready != null) {
                next.put(process, ready);
            }
        }
        prepared = Map.copyOf(next);
        former.forEach((process, ready) -> {
            if (next.get(process) != ready) {
                ready.close();
            }
        });
    }

    @Override
    public Map<ProcessRef, Long> preparedBytes() {
        Map<ProcessRef, Long> bytes = new HashMap<>();
        prepared.forEach((process, ready) -> {
            try {
                bytes.put(process, ready.anonymousPages() * pageBytes);
            } catch (IOException e) {
                // Ended, or replaced just now: nothing new is known of it.
            }
        });
        return bytes;
    }

    private @Nullable PreparedProcess open(ProcessRef process) {
        ProcessHandle handle = ProcessHandle.of(process.pid()).orElse(null);
        if (handle == null) {
            return null;
        }
        try {
            PreparedProcess ready = new PreparedProcess(handle, process, proc);
            if (look(process) == Look.RUNNING) {
                return ready;
            }
            ready.close();
            return null;
        } catch (IOException e) {
            return null; // ended meanwhile; or out of descriptors: then the signal takes the slow way
        }
    }

    /**
     * Walks through what a signal needs, on this JVM itself and without a signal: class loading, linking and first use of the start
     * time comparison, the handle, {@code statm}, and the refusals. Not covered: the JDK's native function that sends the signal (about
     * 0.1 ms when first used). Call it at start and now and then.
     *
     * @throws IOException this JVM did not find itself: signals would not work
     */
    public void rehearse() throws IOException {
        ProcessRef self = new ProcessRef(
                ownPid,
                new StatLine().parse(new TextReader().read(stat(ownPid))).startTicks());
        try (PreparedProcess ready = open(self)) {
            boolean foundPrepared =
                    ready != null && ready.residentPages() > 0 && ready.handle().isAlive();
            if (!foundPrepared || verified(self) == null || !isAlive(self) || anonymousBytes(self) == 0) {
                throw new IOException(proc + " does not show this process as alive");
            }
        }
        ProcessRef stranger = new ProcessRef(ownPid, self.startTicks() + 1);
        if (terminate(self) || kill(self) || terminate(stranger) || isAlive(stranger)) {
            throw new IOException("a signal to this process was not refused");
        }
    }

    private String stat(long pid) {
        return folder(pid) + "/stat";
    }

    private String folder(long pid) {
        return proc + "/" + pid;
    }

    /** Reads {@code stat} with buffers of its own: several threads may ask at once. */
    private Look look(ProcessRef process) {
        try {
            StatLine stat = new StatLine().parse(new TextReader().read(stat(process.pid())));
            boolean same = stat.startTicks() == process.startTicks() && !stat.isEnded();
            return same ? Look.RUNNING : Look.ENDED;
        } catch (IOException e) {
            return Files.notExists(Path.of(folder(process.pid()))) ? Look.ENDED : Look.UNTOLD;
        }
    }

    @Override
    public void close() {
        prepare(List.of());
    }
}
