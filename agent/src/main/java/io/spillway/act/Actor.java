package io.spillway.act;

import static java.util.Objects.requireNonNull;

import io.spillway.plan.Measure;
import io.spillway.plan.Measure.ForceUnloadModel;
import io.spillway.plan.Measure.KillProcess;
import io.spillway.plan.Measure.StartContainer;
import io.spillway.plan.Measure.StopContainer;
import io.spillway.plan.Measure.UnloadModel;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Carries measures out. The first signal to a process is sent on the caller's thread, at once; all that may wait goes to the
 * executor, and its outcome to the sink.
 */
public final class Actor {
    /** How long a killed process may take until it counts as not ended: in the kernel it frees its memory first. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(15);

    /** How long a busy model may finish its requests before "asked" is all that can be said. */
    private static final Duration UNLOAD_PATIENCE = Duration.ofSeconds(20);

    /** How long a runner may take to end after its server has let it go. */
    private static final Duration RUNNER_LIMIT = Duration.ofSeconds(5);

    private final Controls controls;
    private final Holdings holdings;
    private final Executor executor;
    private final Waiting waiting;
    private final Ticker ticker;
    private final Consumer<Outcome> sink;

    public Actor(
            Controls controls,
            Holdings holdings,
            Executor executor,
            Waiting waiting,
            Ticker ticker,
            Consumer<Outcome> sink) {
        this.controls = requireNonNull(controls);
        this.holdings = requireNonNull(holdings);
        this.executor = requireNonNull(executor);
        this.waiting = requireNonNull(waiting);
        this.ticker = requireNonNull(ticker);
        this.sink = requireNonNull(sink);
    }

    /** Begins the measure; never blocks. The outcome goes to the sink, exactly once. */
    public void begin(Measure measure) {
        var attempt = new Attempt(measure, ticker.nanos(), holdings.availableBytes());
        if (measure instanceof KillProcess kill) {
            begin(attempt, kill);
        } else {
            execute(attempt, () -> carryOut(attempt));
        }
    }

    private void begin(Attempt attempt, KillProcess kill) {
        ProcessControl processes = controls.processes();
        long heldBytes = residentBytes(kill.process());
        boolean sent = kill.patience().isZero() ? processes.kill(kill.process()) : processes.terminate(kill.process());
        if (!sent) {
            sink.accept(
                    processes.isAlive(kill.process())
                            ? failed(attempt, "the kernel does not let this user signal it")
                            : done(attempt, 0, "it had ended already"));
            return;
        }
        execute(attempt, () -> awaitEnd(attempt, kill, heldBytes));
    }

    private Outcome carryOut(Attempt attempt) throws ActException, InterruptedException {
        Measure measure = attempt.measure();
        if (measure instanceof UnloadModel unload) {
            return unload(attempt, unload);
        }
        if (measure instanceof ForceUnloadModel force) {
            return forceUnload(attempt, force);
        }
        if (measure instanceof StopContainer stop) {
            return stop(attempt, stop);
        }
        if (measure instanceof StartContainer start) {
            controls.containers().start(start.container());
            return done(attempt, 0, "started again");
        }
        throw new IllegalStateException("nobody knows how to " + measure.kind());
    }

    private Outcome unload(Attempt attempt, UnloadModel unload) throws ActException, InterruptedException {
        Sensed<ProcessRef> runner = holdings.runnerOf(unload.model());
        long heldBytes = heldBytes(runner);
        controls.of(unload.model().runtime()).unload(unload.model(), UNLOAD_PATIENCE);
        return unloaded(attempt, runner, heldBytes, "unloaded");
    }

    private Outcome forceUnload(Attempt attempt, ForceUnloadModel force) throws ActException, InterruptedException {
        ModelId model = force.model();
        ModelControl server = controls.of(model.runtime());
        Sensed<ProcessRef> runner = force.runner().isKnown() ? force.runner() : holdings.runnerOf(model);
        long heldBytes = heldBytes(runner);
        try {
            server.unload(model, force.patience());
            return unloaded(attempt, runner, heldBytes, "unloaded when asked");
        } catch (UnsettledException | EngineUnavailableException | ChangeRefusedException stubborn) {
            if (!(runner instanceof Sensed.Known<ProcessRef> known)) {
                throw stubborn;
            }
            return endRunner(attempt, server, model, known.value(), heldBytes, String.valueOf(stubborn.getMessage()));
        }
    }

    private Outcome endRunner(
            Attempt attempt, ModelControl server, ModelId model, ProcessRef runner, long heldBytes, String because)
            throws InterruptedException {
        ProcessControl processes = controls.processes();
        processes.kill(runner);
        if (!waiting.until(() -> !processes.isAlive(runner), KILL_LIMIT)) {
            return failed(attempt, "runner " + runner.pid() + " was sent KILL and has not ended (" + because + ")");
        }
        String detail = "runner " + runner.pid() + " ended by force (" + because + ")";
        try {
            // The server goes on listing a runner that was ended until it is asked to unload it.
            server.unload(model, Duration.ofSeconds(1));
        } catch (ActException untidied) {
            detail += "; the server may list it for a while";
        }
        return done(attempt, heldBytes, detail);
    }

    private Outcome unloaded(Attempt attempt, Sensed<ProcessRef> runner, long heldBytes, String detail)
            throws InterruptedException {
        if (runner instanceof Sensed.Known<ProcessRef> known) {
            ProcessRef process = known.value();
            boolean ended = waiting.until(() -> !controls.processes().isAlive(process), RUNNER_LIMIT);
            long leftBytes = ended ? 0 : residentBytes(process);
            return done(attempt, Math.max(0, heldBytes - leftBytes), ended ? detail : detail + "; its runner lives on");
        }
        long changeBytes = attempt.availableChangeBytes(holdings);
        return done(attempt, Math.max(0, changeBytes), detail + "; its process is unknown: freed is the host's change");
    }

    private Outcome stop(Attempt attempt, StopContainer stop) throws ActException {
        Sensed<Long> usage = holdings.usageOf(stop.container());
        controls.containers().stop(stop.container(), stop.grace());
        if (usage instanceof Sensed.Known<Long> known) {
            return done(attempt, known.value(), "stopped");
        }
        return done(
                attempt,
                Math.max(0, attempt.availableChangeBytes(holdings)),
                "stopped; its use was unknown: freed is the host's change");
    }

    private Outcome awaitEnd(Attempt attempt, KillProcess kill, long heldBytes) throws InterruptedException {
        ProcessControl processes = controls.processes();
        ProcessRef process = kill.process();
        if (!kill.patience().isZero()) {
            if (waiting.until(() -> !processes.isAlive(process), kill.patience())) {
                return done(attempt, heldBytes, "ended on TERM");
            }
            processes.kill(process);
        }
        if (waiting.until(() -> !processes.isAlive(process), KILL_LIMIT)) {
            return done(attempt, heldBytes, "ended on KILL");
        }
        return failed(attempt, "was sent KILL and has not ended within " + KILL_LIMIT.toSeconds() + " s");
    }

    private long heldBytes(Sensed<ProcessRef> runner) {
        return runner instanceof Sensed.Known<ProcessRef> known ? residentBytes(known.value()) : 0;
    }

    /** What cannot be measured is not claimed as freed. */
    private long residentBytes(ProcessRef process) {
        try {
            return controls.processes().residentBytes(process);
        } catch (UncheckedIOException unreadable) {
            return 0;
        }
    }

    private void execute(Attempt attempt, Work work) {
        try {
            executor.execute(() -> sink.accept(outcomeOf(attempt, work)));
        } catch (RejectedExecutionException full) {
            sink.accept(failed(attempt, "too much is being done at once; it is tried again"));
        }
    }

    private Outcome outcomeOf(Attempt attempt, Work work) {
        try {
            return work.carryOut();
        } catch (TargetGoneException gone) {
            return done(attempt, 0, "it was gone already");
        } catch (UnsettledException unsettled) {
            return new Outcome.Unsettled(
                    attempt.measure(), attempt.took(ticker), String.valueOf(unsettled.getMessage()));
        } catch (ActException refused) {
            return failed(attempt, String.valueOf(refused.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Outcome.Unsettled(attempt.measure(), attempt.took(ticker), "Spillway stopped meanwhile");
        } catch (RuntimeException fault) {
            // A thread begins here: whatever goes wrong must end as an outcome, or its target would stay "in progress"
            // for ever.
            return failed(attempt, "fault: " + fault);
        }
    }

    private Outcome done(Attempt attempt, long freedBytes, String detail) {
        return new Outcome.Done(
                attempt.measure(), attempt.took(ticker), freedBytes, attempt.availableChangeBytes(holdings), detail);
    }

    private Outcome failed(Attempt attempt, String detail) {
        return new Outcome.Failed(attempt.measure(), attempt.took(ticker), detail);
    }

    @FunctionalInterface
    private interface Work {
        Outcome carryOut() throws ActException, InterruptedException;
    }

    private record Attempt(Measure measure, long startedNanos, long availableBefore) {
        Duration took(Ticker ticker) {
            return Duration.ofNanos(ticker.nanos() - startedNanos);
        }

        long availableChangeBytes(Holdings holdings) {
            return holdings.availableBytes() - availableBefore;
        }
    }
}
