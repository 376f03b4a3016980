package io.spillway.plan;

import io.spillway.assess.Assessment;
import io.spillway.assess.Figures;
import io.spillway.assess.Signal;
import io.spillway.plan.LoadedModel.Care;
import io.spillway.plan.Measure.ForceUnloadModel;
import io.spillway.plan.Measure.UnloadModel;
import io.spillway.plan.PassedOver.Why;
import io.spillway.sense.Container;
import io.spillway.sense.Model.Activity;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gates that unload models because memory is short. */
final class ModelGates {
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(5);
    private static final int PATIENCE_PART = 4;

    private final Draft draft;
    private final Landscape landscape;
    private final Expectations expectations;
    private final TimeLeft timeLeft;
    private final Manner manner;
    private final Shortage shortage;
    private final Set<ProcessRef> countedRunners = new HashSet<>();
    /** What counts as relief: in progress before, or in the plan. */
    private final Map<ModelId, Leaving> leaving = new LinkedHashMap<>();

    private record Leaving(LoadedModel model, long reliefBytes) {}

    /** How a model is unloaded, whichever gate chose it. */
    enum Manner {
        ASK,
        /** From EMERGENCY on: a server that hangs would be asked for the same idle model in every plan, and nothing else tried. */
        ASK_THEN_END
    }

    /** What a model is unloaded for. */
    enum Shortage {
        OF_AVAILABLE_MEMORY,
        /** Only stalls and pages read again ask for it: then the pages of its weights are what goes back to all others. */
        OF_PAGE_CACHE;

        static Shortage of(Assessment assessment) {
            Shortage shortage = OF_AVAILABLE_MEMORY;
            for (Signal signal : assessment.signals()) {
                if (signal.level() == assessment.level()) {
                    if (signal.kind() == Signal.Kind.USAGE || signal.kind() == Signal.Kind.FORECAST) {
                        return OF_AVAILABLE_MEMORY;
                    }
                    shortage = OF_PAGE_CACHE;
                }
            }
            return shortage;
        }
    }

    ModelGates(
            Draft draft,
            Landscape landscape,
            Expectations expectations,
            TimeLeft timeLeft,
            Manner manner,
            Shortage shortage) {
        this.draft = draft;
        this.landscape = landscape;
        this.expectations = expectations;
        this.timeLeft = timeLeft;
        this.manner = manner;
        this.shortage = shortage;
    }

    /** Counts what the models that are being unloaded still hold. */
    void countInProgress() {
        for (LoadedModel model : landscape.models()) {
            if (isInProgress(model) && containerInProgress(model).isEmpty() && !overtake(model)) {
                count(model);
            }
        }
    }

    /** A busy model that was asked to unload may take as long as its requests do: force need not wait for that. */
    private boolean overtake(LoadedModel model) {
        return manner == Manner.ASK_THEN_END
                && isAskedOnly(model)
                && reliefOf(model) > 0
                && !draft.covers(Gate.FORCE_UNLOAD)
                && force(model, Gate.FORCE_UNLOAD, "it was asked and has not gone yet" + forHowLong(model));
    }

    private boolean isAskedOnly(LoadedModel model) {
        return model.names().stream().anyMatch(name -> draft.underway().isAskedOnly(Target.of(name.id())));
    }

    void unloadIdle() {
        draft.open(Gate.UNLOAD_IDLE, Target.Kind.MODEL);
        for (LoadedModel model : landscape.modelsByCare()) {
            if (isOutAlready(model) || isPinned(model)) {
                continue;
            }
            if (model.isBusy()) {
                draft.passOver(model.target(), Why.BUSY, () -> "it is " + model.activity());
            } else if (model.activity() == Activity.UNKNOWN && !model.idle().isKnown()) {
                draft.passOver(model.target(), Why.UNKNOWN, () -> "its server does not say whether it is used");
            } else {
                unloadIfNeeded(model, Gate.UNLOAD_IDLE, "idle" + forHowLong(model));
            }
        }
    }

    void unloadNonEssential() {
        draft.open(Gate.UNLOAD_NON_ESSENTIAL, Target.Kind.MODEL);
        for (LoadedModel model : landscape.modelsByCare()) {
            if (isOutAlready(model) || isPinned(model)) {
                continue;
            }
            if (model.care() == Care.ESSENTIAL) {
                draft.passOver(model.target(), Why.ESSENTIAL, () -> "essential models stay until EMERGENCY");
            } else {
                unloadIfNeeded(model, Gate.UNLOAD_NON_ESSENTIAL, "neither essential nor pinned" + forHowLong(model));
            }
        }
    }

    void forceUnload() {
        draft.open(Gate.FORCE_UNLOAD, Target.Kind.MODEL);
        for (LoadedModel model : landscape.modelsByCare()) {
            if (!isOutAlready(model)) {
                unloadIfNeeded(model, Gate.FORCE_UNLOAD, "every model goes" + forHowLong(model));
            }
        }
    }

    /** Whether the plan holds it already, or something is being done to it, or was and did not help. */
    boolean isOutAlready(LoadedModel model) {
        if (isInProgress(model)) {
            if (!draft.holds(model.target())) {
                draft.passOver(model.target(), Why.IN_PROGRESS, () -> "it is being unloaded already");
            }
            return true;
        }
        if (leaving.containsKey(model.id())) {
            return true;
        }
        Optional<Container> going = containerInProgress(model);
        if (going.isPresent()) {
            draft.passOver(
                    model.target(),
                    Why.IN_PROGRESS,
                    () -> "its container " + going.get().name() + " is being stopped");
            return true;
        }
        if (draft.holds(model.target())) {
            draft.passOver(
                    model.target(),
                    Why.IN_PROGRESS,
                    () -> "one of that name on another server is in this plan already");
            return true;
        }
        return draft.isLeftAlone(model.target());
    }

    /** The measure for a model that a rule chose whatever the deficit. */
    void unload(LoadedModel model, Gate gate, String reason) {
        if (manner == Manner.ASK_THEN_END && force(model, gate, reason)) {
            return;
        }
        Duration expected = expectations.unload(model);
        if (timeLeft.isEnoughFor(expected)) {
            take(model, new UnloadModel(model.id(), reliefOf(model), expected, gate, reason));
        } else {
            draft.passOver(
                    model.target(),
                    Why.TOO_SLOW,
                    () -> "it takes " + Figures.seconds(expected) + " and nothing is left in "
                            + Figures.seconds(timeLeft.seconds()));
        }
    }

    /** For the gates that follow: what leaves with a model does not leave again with its container. */
    void noteWhereTheyLive() {
        for (Leaving one : leaving.values()) {
            containerOf(one.model()).ifPresent(container -> draft.relief().noteInside(container, one.reliefBytes()));
        }
    }

    private void unloadIfNeeded(LoadedModel model, Gate gate, String reason) {
        if (draft.isNotNeeded(model.target(), gate)) {
            return;
        }
        if (model.hostBytes() == 0 || isCounted(model)) {
            draft.passOver(
                    model.target(),
                    Why.FREES_NOTHING,
                    () -> model.hostBytes() == 0
                            ? "it holds no host memory, only a GPU's"
                            : "its memory goes with another model of the same runner");
            return;
        }
        unload(model, gate, reason);
    }

    /** Answers whether there was time for it. */
    private boolean force(LoadedModel model, Gate gate, String reason) {
        long relief = reliefOf(model);
        Duration expected = expectations.forceUnload(model);
        Duration patience = timeLeft.part(PATIENCE_PART, LONGEST_PATIENCE);
        Sensed<ProcessRef> runner = runnerWithinReach(model);
        if (!timeLeft.isEnoughFor(expected)) {
            if (!runner.isKnown()) {
                return false;
            }
            // Nothing is quicker than to end the runner: with no time left it is done at once rather than not at all.
            patience = Duration.ZERO;
            expected = Expectations.ended(relief);
        }
        take(model, new ForceUnloadModel(model.id(), runner, patience, relief, expected, gate, reason));
        return true;
    }

    private Sensed<ProcessRef> runnerWithinReach(LoadedModel model) {
        if (model.runner() instanceof Sensed.Known<ProcessRef> runner) {
            Optional<String> whyNot = landscape.whyNotToEnd(runner.value());
            if (whyNot.isPresent()) {
                return new Sensed.Absent<>(whyNot.get());
            }
        }
        return model.runner();
    }

    private void take(LoadedModel model, Measure measure) {
        draft.take(measure);
        count(model);
    }

    private void count(LoadedModel model) {
        long bytes = reliefOf(model);
        leaving.put(model.id(), new Leaving(model, bytes));
        draft.relief().add(bytes);
        if (model.runner() instanceof Sensed.Known<ProcessRef> runner) {
            countedRunners.add(runner.value());
        }
    }

    /** One process may hold several models; what is measured is the process. */
    private long reliefOf(LoadedModel model) {
        if (isCounted(model)) {
            return 0;
        }
        return shortage == Shortage.OF_PAGE_CACHE ? model.hostBytes() : model.freeableBytes();
    }

    private boolean isCounted(LoadedModel model) {
        return model.runner() instanceof Sensed.Known<ProcessRef> runner && countedRunners.contains(runner.value());
    }

    private boolean isPinned(LoadedModel model) {
        if (model.care() != Care.PINNED) {
            return false;
        }
        draft.passOver(model.target(), Why.PINNED, () -> "pinned models stay until EMERGENCY");
        return true;
    }

    private boolean isInProgress(LoadedModel model) {
        for (Target target : model.targets()) {
            if (draft.underway().isInProgress(target)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Container> containerInProgress(LoadedModel model) {
        if (!draft.underway().has(Target.Kind.CONTAINER)) {
            return Optional.empty();
        }
        return containerOf(model)
                .filter(container -> draft.underway().isInProgress(Target.container(container.name())));
    }

    private Optional<Container> containerOf(LoadedModel model) {
        if (model.runner() instanceof Sensed.Known<ProcessRef> runner) {
            Optional<Container> container =
                    landscape.membership().ofAny(List.of(runner.value().pid()));
            if (container.isPresent()) {
                return container;
            }
        }
        return landscape.membership().ofAny(model.serverPids());
    }

    private static String forHowLong(LoadedModel model) {
        if (model.isBusy()) {
            return ", busy";
        }
        return model.idle() instanceof Sensed.Known<Duration> idle
                ? ", not used for " + Figures.seconds(idle.value())
                : "";
    }
}
