package io.spillway.act;

import io.spillway.plan.Measure.ForceUnloadModel;
import io.spillway.plan.Measure.UnloadModel;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.time.Duration;

/** Unloads models: the server is asked first; by force, the runner is ended when it does not go in time. */
final class ModelUnloads {
    /** How long a busy model may finish its requests before "asked" is all that can be said. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How long a runner may take to end after its server has let it go. */
    private static final Duration RUNNER_LIMIT = Duration.ofSeconds(5);

    private static final Duration TIDY_LIMIT = Duration.ofSeconds(1);

    private final Controls controls;
    private final Holdings holdings;
    private final Waiting waiting;

    ModelUnloads(Controls controls, Holdings holdings, Waiting waiting) {
        this.controls = controls;
        this.holdings = holdings;
        this.waiting = waiting;
    }

    Outcome unload(Attempt attempt, UnloadModel unload) throws ActException, InterruptedException {
        Sensed<Held> held = held(holdings.runnerOf(unload.model()));
        controls.of(unload.model().runtime()).unload(unload.model(), PATIENCE);
        return unloaded(attempt, held, "unloaded");
    }

    Outcome forceUnload(Attempt attempt, ForceUnloadModel force) throws ActException, InterruptedException {
        ModelId model = force.model();
        ModelControl server = controls.of(model.runtime());
        Sensed<Held> held = held(force.runner().isKnown() ? force.runner() : holdings.runnerOf(model));
        try {
            server.unload(model, force.patience());
        } catch (UnsettledException | EngineUnavailableException | ChangeRefusedException stubborn) {
            String because = String.valueOf(stubborn.getMessage());
            // Only the runner that the plan names: it leaves out one that is out of scope, or that lives in a protected
            // container.
            if (force.runner().isKnown() && held instanceof Sensed.Known<Held> known) {
                return endRunner(attempt, server, model, known.value(), because);
            }
            String detail =
                    because + "; its runner is not ended: " + force.runner().whyNotKnown();
            return stubborn instanceof UnsettledException ? attempt.unsettled(detail) : attempt.failed(detail);
        }
        return unloaded(attempt, held, "unloaded when asked");
    }

    private Outcome endRunner(Attempt attempt, ModelControl server, ModelId model, Held held, String because)
            throws InterruptedException {
        ProcessControl processes = controls.processes();
        ProcessRef runner = held.process();
        if (!processes.kill(runner) && processes.isAlive(runner)) {
            return attempt.failed(
                    "the kernel does not let this user end runner " + runner.pid() + " (" + because + ")");
        }
        if (!waiting.until(() -> !processes.isAlive(runner), ProcessEnds.KILL_LIMIT)) {
            return attempt.failed("runner " + runner.pid() + " was sent KILL and has not ended (" + because + ")");
        }
        String detail = "runner " + runner.pid() + " ended by force (" + because + ")";
        try {
            // The server goes on listing a runner that was ended until it is asked to unload it.
            server.unload(model, TIDY_LIMIT);
        } catch (TargetGoneException tidy) {
            return attempt.done(held.freedBytes(), detail);
        } catch (ActException untidied) {
            detail += "; the server may list it for a while";
        }
        return attempt.done(held.freedBytes(), detail);
    }

    private Outcome unloaded(Attempt attempt, Sensed<Held> held, String detail) throws InterruptedException {
        if (!(held instanceof Sensed.Known<Held> known)) {
            return attempt.done(0, detail + "; its process is unknown, so what it freed was not measured");
        }
        boolean ended =
                waiting.until(() -> !controls.processes().isAlive(known.value().process()), RUNNER_LIMIT);
        return attempt.done(known.value().freedBytes(), ended ? detail : detail + "; its runner lives on");
    }

    private Sensed<Held> held(Sensed<ProcessRef> runner) {
        return runner.map(process -> Held.by(process, controls.processes()));
    }
}
