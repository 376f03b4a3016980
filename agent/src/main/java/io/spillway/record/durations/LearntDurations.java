package io.spillway.record.durations;

import io.spillway.act.Outcome;
import io.spillway.plan.Durations;
import io.spillway.plan.Target;
import io.spillway.record.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outcomes taught about how long measures take, kept in {@code durations.json} of the state directory.
 *
 * <p>What counts is the duration that nine of the last ten stayed within ({@link Samples}), not a mean: the plan asks whether a measure
 * ends before memory does, and durations have two humps (a container that heeds TERM stops in 50 ms, one that does not after its whole
 * grace), between which a mean names a time that never happens and that every second measure exceeds.
 *
 * <p>Only what was {@link Outcome.Done} teaches: how long a failure took says how long a server was waited for.
 */
public final class LearntDurations {
    static final String FILE = "durations.json";
    static final int MOST_TARGETS = 500;
    private static final int MOST_KINDS = 100;

    private final Object lock = new Object();
    private final StateFile file;
    private final Executor executor;
    private final Logger log;
    private final Samples kinds;
    private final Samples targets;
    private final AtomicBoolean savePending = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile Durations published;

    /** Reads what earlier runs learnt; {@code executor} writes what is new. */
    public LearntDurations(Path stateDirectory, Executor executor) {
        this(stateDirectory, executor, LoggerFactory.getLogger(LearntDurations.class));
    }

    LearntDurations(Path stateDirectory, Executor executor, Logger log) {
        this.file = new StateFile(stateDirectory, FILE);
        this.executor = executor;
        this.log = log;
        SamplesJson.Read read = load();
        this.kinds = new Samples(MOST_KINDS, read.kinds());
        this.targets = new Samples(MOST_TARGETS, read.targets());
        this.published = new Durations(kinds.durations(), targets.durations());
    }

    private SamplesJson.Read load() {
        try {
            Optional<byte[]> content = file.read();
            return content.isPresent() ? parsed(content.get()) : SamplesJson.Read.NOTHING;
        } catch (IOException e) {
            log.warn("the durations that were learnt cannot be read, they are learnt anew: {}", e.toString());
            return SamplesJson.Read.NOTHING;
        }
    }

    private SamplesJson.Read parsed(byte[] content) throws IOException {
        Optional<SamplesJson.Read> read = SamplesJson.read(content);
        if (read.isEmpty()) {
            log.warn(
                    "the durations in {} are damaged, they are learnt anew; the file is now {}",
                    file.path(),
                    file.setAside());
        }
        return read.orElse(SamplesJson.Read.NOTHING);
    }

    /** The newest; never blocks. */
    public Durations durations() {
        return published;
    }

    /** Takes an outcome in; any thread. */
    public void learn(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            String kind = done.measure().kind();
            Target target = done.measure().target();
            synchronized (lock) {
                kinds.add(kind, done.took());
                // a process that has ended does not come back, and its number is another's some day
                if (target.kind() != Target.Kind.PROCESS) {
                    targets.add(kind + " " + target, done.took());
                }
                published = new Durations(kinds.durations(), targets.durations());
            }
            saveSoon();
        }
    }

    private void saveSoon() {
        if (savePending.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    savePending.set(false);
                    save();
                });
            } catch (RejectedExecutionException e) {
                savePending.set(false); // shutting down: save() is called once more
            }
        }
    }

    /** Writes everything now; for the end of a run. What cannot be written is told once, until it works again. */
    public void save() {
        byte[] content;
        synchronized (lock) {
            content = SamplesJson.write(kinds.all(), targets.all());
        }
        try {
            file.replace(content);
            failing.set(false);
        } catch (IOException e) {
            if (failing.compareAndSet(false, true)) {
                log.warn("the durations that were learnt cannot be kept in {}: {}", file.path(), e.toString());
            }
        }
    }
}
