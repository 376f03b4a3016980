package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Actor;
import io.spillway.act.Outcome;
import io.spillway.assess.Assessment;
import io.spillway.config.Levels;
import io.spillway.plan.Disruption;
import io.spillway.plan.Measure;
import io.spillway.plan.Measure.StartContainer;
import io.spillway.plan.Measure.StopContainer;
import io.spillway.plan.Owed;
import io.spillway.plan.Plan;
import io.spillway.plan.Restoration;
import io.spillway.plan.Target;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerId;
import io.spillway.sense.Inventory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Begins measures, takes in their outcomes, and knows what is owed. Used by the guard's thread alone. */
final class Enforcement {
    /** When less time than this is left, a second program may be ended before the first has settled. */
    private static final double HURRY_SECONDS = 1;

    /** A dry run repeats itself no more often. */
    private static final Duration DRY_RUN_REST = Duration.ofMinutes(1);

    private final Actor actor;
    private final Chronicle chronicle;
    private final Consumer<Outcome> lessons;
    private final InstantSource clock;
    private final Acting acting;
    private final InFlight inFlight = new InFlight();
    private final Map<ContainerId, Owed> owed = new LinkedHashMap<>();
    private final List<Errand> errands = new ArrayList<>();
    private final Map<String, Long> doneByKind = new TreeMap<>();
    private long failures;
    private long freedBytes;
    private Map<String, Long> measures = Map.of();
    private long availableBytes;
    private @Nullable Settling settling;

    /** Whether measures are carried out. */
    enum Acting {
        FOR_REAL,
        DRY_RUN
    }

    Enforcement(Actor actor, Chronicle chronicle, Consumer<Outcome> lessons, InstantSource clock, Acting acting) {
        this.actor = requireNonNull(actor);
        this.chronicle = requireNonNull(chronicle);
        this.lessons = requireNonNull(lessons);
        this.clock = requireNonNull(clock);
        this.acting = requireNonNull(acting);
    }

    /** Begins what of the plan can be begun now: all that is gentle, and of what ends programs one at a time,
     * each when the memory of the one before is back. */
    void begin(Plan plan, Assessment assessment) {
        availableBytes = assessment.reading().availableBytes();
        boolean hurry = assessment.secondsToExhaustion() < HURRY_SECONDS;
        for (Measure measure : plan.measures()) {
            if (inFlight.isBusy(measure.target())) {
                continue;
            }
            if (endsSomething(measure) && !hurry && (endsSomethingNow() || settles(assessment))) {
                break;
            }
            begin(measure);
        }
    }

    /** Begins one measure; its target must not be busy. */
    void begin(Measure measure) {
        if (acting == Acting.DRY_RUN) {
            chronicle.ended(new Outcome.DryRun(measure, "would be done"));
            inFlight.restUntil(measure.target(), clock.instant().plus(DRY_RUN_REST));
            return;
        }
        inFlight.began(measure);
        actor.begin(measure);
    }

    /** Begins the last owed restart, when there is room. */
    void restore(Assessment assessment, Levels levels) {
        if (owed.isEmpty() || restoring()) {
            return;
        }
        Restoration.next(assessment, levels, List.copyOf(owed.values()))
                .filter(measure -> !inFlight.isBusy(measure.target()))
                .ifPresent(this::begin);
    }

    private boolean restoring() {
        return inFlight.running().stream().anyMatch(StartContainer.class::isInstance);
    }

    /** Starts an errand with its first measures. */
    void undertake(Errand errand) {
        errands.add(errand);
        proceed(errand);
    }

    private void proceed(Errand errand) {
        while (errand.isIdle()) {
            List<Measure> next = errand.next().stream()
                    .filter(measure -> !inFlight.isBusy(measure.target()))
                    .toList();
            if (next.isEmpty()) {
                errands.remove(errand);
                errand.complete();
                return;
            }
            for (Measure measure : next) {
                errand.began(measure);
                if (acting == Acting.DRY_RUN) {
                    begin(measure);
                    errand.ended(new Outcome.DryRun(measure, "would be done"));
                } else {
                    begin(measure);
                }
            }
        }
    }

    void ended(Outcome outcome) {
        inFlight.ended(outcome, clock.instant());
        lessons.accept(outcome);
        chronicle.ended(outcome);
        count(outcome);
        noteOwed(outcome);
        if (outcome instanceof Outcome.Done done && endsSomething(done.measure())) {
            settling = Settling.after(done, availableBytes, clock.instant());
        }
        for (Errand errand : List.copyOf(errands)) {
            if (errand.ended(outcome)) {
                proceed(errand);
            }
        }
    }

    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            doneByKind.merge(done.measure().kind(), 1L, Long::sum);
            measures = Map.copyOf(doneByKind);
            freedBytes += done.freedBytes();
        } else if (outcome instanceof Outcome.Failed) {
            failures++;
        }
    }

    private void noteOwed(Outcome outcome) {
        boolean mayHaveHappened = outcome instanceof Outcome.Done || outcome instanceof Outcome.Unsettled;
        if (!mayHaveHappened) {
            return;
        }
        if (outcome.measure() instanceof StopContainer stop) {
            owed.remove(stop.container());
            owed.put(stop.container(), new Owed(stop.container(), stop.name(), stop.expectedReliefBytes()));
        } else if (outcome.measure() instanceof StartContainer start && outcome instanceof Outcome.Done) {
            owed.remove(start.container());
        }
    }

    /** Takes in what the inventory shows: what has settled, and what its owner has put back or removed himself. */
    void observe(Inventory inventory) {
        Instant now = clock.instant();
        inFlight.settle(inventory, now);
        if (owed.isEmpty() || !inventory.containers().isKnown()) {
            return;
        }
        Map<ContainerId, Container> present = new HashMap<>();
        for (Container container : inventory.containers().orElse(List.of())) {
            present.put(container.id(), container);
        }
        owed.values().removeIf(one -> {
            if (inFlight.isBusy(Target.container(one.name()))) {
                return false;
            }
            Container container = present.get(one.container());
            return container == null || container.state() == Container.State.RUNNING;
        });
    }

    /** Being acted on now. */
    Set<Target> inProgressTargets() {
        return inFlight.inProgress();
    }

    /** To be left alone for now, with the reason. */
    Map<Target, String> restingTargets() {
        return inFlight.resting();
    }

    boolean isBusy(Target target) {
        return inFlight.isBusy(target);
    }

    Snapshot.Mode modeWhenActing() {
        return acting == Acting.DRY_RUN ? Snapshot.Mode.DRY_RUN : Snapshot.Mode.ACTING;
    }

    List<String> inProgress() {
        return inFlight.running().stream()
                .map(measure -> measure.kind() + " " + measure.target())
                .toList();
    }

    List<Owed> owed() {
        return List.copyOf(owed.values());
    }

    Map<String, Long> measures() {
        return measures;
    }

    long failures() {
        return failures;
    }

    long freedBytes() {
        return freedBytes;
    }

    private boolean settles(Assessment assessment) {
        return settling != null && settling.goesOn(assessment, clock.instant());
    }

    private boolean endsSomethingNow() {
        return inFlight.running().stream().anyMatch(Enforcement::endsSomething);
    }

    private static boolean endsSomething(Measure measure) {
        return measure.disruption().compareTo(Disruption.PROGRAM_ENDED) >= 0;
    }
}
