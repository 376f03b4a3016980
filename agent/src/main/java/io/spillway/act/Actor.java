package io.spillway.act;

import static java.util.Objects.requireNonNull;

import io.spillway.plan.Measure;
import io.spillway.plan.Measure.ForceUnloadModel;
import io.spillway.plan.Measure.KillProcess;
import io.spillway.plan.Measure.StartContainer;
import io.spillway.plan.Measure.StopContainer;
import io.spillway.plan.Measure.UnloadModel;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries measures out. The first signal to a process is sent on the caller's thread, at once; all that may wait goes to its lane,
 * and its outcome to the sink.
 */
public final class Actor {
    private final Controls controls;
    private final Holdings holdings;
    private final Lanes lanes;
    private final Ticker ticker;
    private final Consumer<Outcome> sink;
    private final ModelUnloads models;
    private final ProcessEnds processes;

    public Actor(
            Controls controls, Holdings holdings, Lanes lanes, Waiting waiting, Ticker ticker, Consumer<Outcome> sink) {
        this.controls = requireNonNull(controls);
        this.holdings = requireNonNull(holdings);
        this.lanes = requireNonNull(lanes);
        this.ticker = requireNonNull(ticker);
        this.sink = requireNonNull(sink);
        this.models = new ModelUnloads(controls, holdings, waiting);
        this.processes = new ProcessEnds(controls.processes(), waiting);
    }

    /** Begins the measure; never blocks and never throws. The outcome goes to the sink, exactly once. */
    public void begin(Measure measure) {
        var attempt = new Attempt(measure, holdings, ticker);
        if (measure instanceof KillProcess kill) {
            begin(attempt, kill);
        } else if (measure instanceof UnloadModel unload) {
            begin(attempt, lanes.models(), () -> models.unload(attempt, unload));
        } else if (measure instanceof ForceUnloadModel force) {
            begin(attempt, lanes.forced(), () -> models.forceUnload(attempt, force));
        } else if (measure instanceof StopContainer stop) {
            begin(attempt, lanes.containers(), () -> stop(attempt, stop));
        } else if (measure instanceof StartContainer start) {
            begin(attempt, lanes.containers(), () -> start(attempt, start));
        } else {
            sink.accept(attempt.failed("nobody knows how to " + measure.kind()));
        }
    }

    private void begin(Attempt attempt, KillProcess kill) {
        Held held;
        try {
            held = Held.by(kill.process(), controls.processes());
            if (!processes.signal(kill)) {
                sink.accept(processes.notSent(attempt, kill));
                return;
            }
        } catch (RuntimeException fault) {
            // On the guard's thread: it must go on, and the target must not stay "in progress" for ever.
            sink.accept(attempt.failed("fault: " + fault));
            return;
        }
        if (!execute(lanes.processes(), attempt, () -> processes.awaitEnd(attempt, kill, held))) {
            sink.accept(attempt.unsettled("it was signalled; too much is being done at once to wait for its end"));
        }
    }

    private void begin(Attempt attempt, Executor lane, Work work) {
        if (!execute(lane, attempt, work)) {
            sink.accept(attempt.failed("too much is being done at once; it is tried again"));
        }
    }

    private Outcome stop(Attempt attempt, StopContainer stop) throws ActException {
        Sensed<Long> usage = holdings.usageOf(stop.container());
        controls.containers().stop(stop.container(), stop.grace());
        return usage instanceof Sensed.Known<Long> known
                ? attempt.done(known.value(), "stopped")
                : attempt.done(0, "stopped; its use was unknown, so what it freed was not measured");
    }

    private Outcome start(Attempt attempt, StartContainer start) throws ActException {
        controls.containers().start(start.container());
        return attempt.done(0, "started again");
    }

    /** Answers whether the lane had room for it. */
    private boolean execute(Executor lane, Attempt attempt, Work work) {
        try {
            lane.execute(() -> carryOut(attempt, work));
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError full) {
            // A host that is short of memory may have no thread left ("unable to create native thread").
            return false;
        }
    }

    private void carryOut(Attempt attempt, Work work) {
        Outcome outcome = null;
        try {
            outcome = outcomeOf(attempt, work);
        } finally {
            // Also after an Error: without an outcome the target would stay "in progress" for ever.
            sink.accept(orUnsettled(attempt, outcome));
        }
    }

    private static Outcome orUnsettled(Attempt attempt, @Nullable Outcome outcome) {
        return outcome == null ? attempt.unsettled("its thread broke off") : outcome;
    }

    private static Outcome outcomeOf(Attempt attempt, Work work) {
        try {
            return work.carryOut();
        } catch (TargetGoneException gone) {
            return attempt.nothingLeft("it was gone already");
        } catch (UnsettledException unsettled) {
            return attempt.unsettled(String.valueOf(unsettled.getMessage()));
        } catch (ActException refused) {
            return attempt.failed(String.valueOf(refused.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return attempt.unsettled("Spillway stopped meanwhile");
        } catch (RuntimeException | LinkageError fault) {
            return attempt.failed("fault: " + fault);
        }
    }

    @FunctionalInterface
    private interface Work {
        Outcome carryOut() throws ActException, InterruptedException;
    }
}
