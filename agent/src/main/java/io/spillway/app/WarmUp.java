package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ActException;
import io.spillway.act.docker.DockerControl;
import io.spillway.act.process.ProcfsProcessControl;
import io.spillway.assess.Level;
import io.spillway.record.Entry;
import io.spillway.record.Journal;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what acts once, harmlessly, before it is needed: code that has never run is the slowest there is while the host thrashes (a
 * first signal took 168 ms there, a first call through docker-java takes 0.4 s). Signals at the start, the engine at the first WARNING,
 * since its library costs memory that a host at rest need not spend.
 */
final class WarmUp implements Journal.Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final ProcfsProcessControl signals;
    private final @Nullable DockerControl engine;
    private final Executor executor;
    private final AtomicBoolean engineDone = new AtomicBoolean();

    /** @param engine null where another engine stands in its place */
    WarmUp(ProcfsProcessControl signals, @Nullable DockerControl engine, Executor executor) {
        this.signals = requireNonNull(signals);
        this.engine = engine;
        this.executor = requireNonNull(executor);
    }

    /** Goes through a signal with everything but the signal. */
    void signals() {
        try {
            signals.rehearse();
        } catch (IOException | RuntimeException untried) {
            LOG.warn("warmup=signals reason=\"{}\"", untried.toString());
        }
    }

    @Override
    public void added(Entry entry) {
        boolean rising =
                entry.kind() == Entry.Kind.LEVEL_CHANGED && !entry.level().equals(Level.NORMAL.name());
        if (!rising) {
            return;
        }
        try {
            executor.execute(this::all);
        } catch (RejectedExecutionException busy) {
            LOG.debug("warmup=skipped");
        }
    }

    private void all() {
        signals();
        DockerControl control = engine;
        if (control == null || engineDone.get()) {
            return;
        }
        try {
            control.warmUp();
            engineDone.set(true);
        } catch (ActException absent) {
            LOG.debug("warmup=engine reason=\"{}\"", absent.getMessage());
        }
    }
}
