package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Actor;
import io.spillway.act.Outcome;
import io.spillway.assess.Assessment;
import io.spillway.config.Levels;
import io.spillway.guard.Chronicle.Relief;
import io.spillway.plan.Disruption;
import io.spillway.plan.Measure;
import io.spillway.plan.Measure.KillProcess;
import io.spillway.plan.Measure.StartContainer;
import io.spillway.plan.Owed;
import io.spillway.plan.Plan;
import io.spillway.plan.Target;
import io.spillway.plan.Underway;
import io.spillway.sense.Inventory;
import io.spillway.sense.ProcessRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Begins measures and takes in their outcomes. Used by the guard's thread alone. */
final class Enforcement {
    /** When less time than this is left, a second program may be ended before the first has settled. */
    private static final double HURRY_SECONDS = 1;

    /** A dry run repeats itself no more often. */
    private static final Duration DRY_RUN_REST = Duration.ofMinutes(1);

    private final Actor actor;
    private final Chronicle chronicle;
    private final Consumer<Outcome> lessons;
    private final Clocks clocks;
    private final Acting acting;
    private final InFlight inFlight = new InFlight();
    private final OwedRestarts owed = new OwedRestarts();
    private final List<Errand> errands = new ArrayList<>();
    private final List<Errand> finished = new ArrayList<>();
    private final Map<String, Long> doneByKind = new TreeMap<>();
    private Map<String, Long> measures = Map.of();
    private List<String> inProgress = List.of();
    private long failures;
    private long freedBytes;
    private @Nullable Assessment present;
    private @Nullable Settling settling;

    /** Whether measures are carried out. */
    enum Acting {
        FOR_REAL,
        DRY_RUN
    }

    Enforcement(Actor actor, Chronicle chronicle, Consumer<Outcome> lessons, Clocks clocks, Acting acting) {
        this.actor = requireNonNull(actor);
        this.chronicle = requireNonNull(chronicle);
        this.lessons = requireNonNull(lessons);
        this.clocks = requireNonNull(clocks);
        this.acting = requireNonNull(acting);
    }

    /** Takes note of memory as it is now. */
    void see(Assessment assessment) {
        present = assessment;
    }

    /**
     * Begins what of the plan can be begun now: all that is gentle, and of what ends programs one at a time, each when the memory of
     * the one before is back.
     */
    void begin(Plan plan, Assessment assessment) {
        boolean hurry = assessment.secondsToExhaustion() < HURRY_SECONDS;
        for (Measure measure : plan.measures()) {
            if (inFlight.isBusy(measure.target()) && !inFlight.isOvertakenBy(measure)) {
                continue;
            }
            if (endsSomething(measure) && !hurry && (endingNow() != null || settles())) {
                break;
            }
            begin(measure);
        }
    }

    private void begin(Measure measure) {
        if (acting == Acting.DRY_RUN) {
            inFlight.pretend(measure, clocks.now(), DRY_RUN_REST);
            chronicle.ended(wouldBeDone(measure));
            return;
        }
        inFlight.began(measure, clocks.now());
        actor.begin(measure);
        inProgressChanged();
    }

    private static Outcome wouldBeDone(Measure measure) {
        return new Outcome.DryRun(measure, "would be done");
    }

    /** Begins the last owed restart, when there is room. */
    void restore(Assessment assessment, Levels levels) {
        boolean restoring = inFlight.running().stream().anyMatch(StartContainer.class::isInstance);
        if (!restoring) {
            owed.next(assessment, levels, clocks.now(), this::isLeftAlone).ifPresent(this::begin);
        }
    }

    private boolean isLeftAlone(Owed one) {
        return inFlight.isBusy(Target.container(one.name()));
    }

    /** Takes an errand on; it begins with the next {@link #proceed}. */
    void undertake(Errand errand) {
        errands.add(errand);
    }

    /** Has every errand that awaits nothing go on; called in each pass, after memory was read. */
    void proceed() {
        if (errands.isEmpty()) {
            return;
        }
        for (Errand errand : List.copyOf(errands)) {
            try {
                proceed(errand);
            } catch (RuntimeException | LinkageError | StackOverflowError impossible) {
                errands.remove(errand);
                errand.report().completeExceptionally(impossible);
            }
        }
    }

    private void proceed(Errand errand) {
        while (!errand.isWaiting()) {
            List<Measure> next = errand.next();
            if (next.isEmpty()) {
                errands.remove(errand);
                finished.add(errand);
                return;
            }
            if (!begin(errand, next)) {
                return;
            }
        }
    }

    /** Answers whether anything could be begun, or is waited for. */
    private boolean begin(Errand errand, List<Measure> next) {
        boolean begun = false;
        for (Measure measure : next) {
            Measure before = inFlight.running(measure.target());
            if (before == null && endsSomething(measure)) {
                before = endingNow();
                if (before == null && settles()) {
                    return begun;
                }
            }
            begun = true;
            if (before != null) {
                errand.awaits(before);
                if (endsSomething(measure)) {
                    return true;
                }
                continue;
            }
            errand.awaits(measure);
            begin(measure);
            if (acting == Acting.DRY_RUN) {
                errand.ended(wouldBeDone(measure));
            }
        }
        return begun;
    }

    /** Hands out the reports of what has ended; called after the snapshot that shows it was published. */
    void report() {
        if (finished.isEmpty()) {
            return;
        }
        for (Errand errand : finished) {
            Operations.Report report = errand.soFar();
            chronicle.operation(errand.name(), errand.subject(), report.message());
            errand.report().complete(report);
        }
        finished.clear();
    }

    /** Nobody is going to take in the outcomes of what is under way, nor to carry the errands on. */
    void abandon() {
        for (Measure measure : inFlight.running()) {
            takeNote(new Outcome.Unsettled(
                    measure, inFlight.runningFor(measure.target(), clocks.now()), "Spillway ended meanwhile"));
        }
        finished.addAll(errands);
        errands.clear();
        finished.forEach(errand -> errand.report()
                .completeExceptionally(new IllegalStateException("Spillway ended meanwhile; done so far: "
                        + errand.soFar().message())));
        finished.clear();
    }

    void ended(Outcome outcome) {
        takeNote(outcome);
        if (!(outcome instanceof Outcome.Done done && done.doer() == Outcome.Doer.OTHERS)) {
            // What was done already says nothing about how long it takes.
            lessons.accept(outcome);
        }
    }

    private void takeNote(Outcome outcome) {
        inFlight.ended(outcome, clocks.now());
        owed.ended(outcome, clocks.now());
        inProgressChanged();
        count(outcome);
        if (present != null && outcome instanceof Outcome.Done done && endsSomething(done.measure())) {
            settling = Settling.after(done, present.reading().availableBytes(), clocks.now());
        }
        chronicle.ended(outcome);
        for (Errand errand : errands) {
            errand.ended(outcome);
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

    /** Takes in what the inventory shows: what has settled, and what its owner has put back or removed himself. */
    void observe(Inventory inventory) {
        settle(inventory);
        owed.observe(inventory, this::isLeftAlone);
    }

    /** Frees the targets that have been left alone for long enough. */
    void settle(Inventory inventory) {
        inFlight.settle(inventory, clocks.now());
    }

    /** What planning has to take into account. */
    Underway underway() {
        Moment now = clocks.now();
        return new Underway(inFlight.inProgress(now), inFlight.askedOnly(), inFlight.resting(now));
    }

    /** Being acted on now. */
    Set<Target> reallyInProgressTargets() {
        return inFlight.reallyInProgress(clocks.now());
    }

    /** What the processes that are being ended held at the signal: they show less from then on, but it is not available yet. */
    Map<ProcessRef, Long> endingBytes() {
        Map<ProcessRef, Long> bytes = new HashMap<>();
        for (Measure measure : inFlight.running()) {
            if (measure instanceof KillProcess kill) {
                bytes.put(kill.process(), kill.expectedReliefBytes());
            }
        }
        return bytes;
    }

    /** To be left alone for now, with the reason. */
    Map<Target, String> restingTargets() {
        return inFlight.resting(clocks.now());
    }

    boolean isBeingActedOn(Target target) {
        return inFlight.running(target) != null;
    }

    Snapshot.Mode modeWhenActing() {
        return acting == Acting.DRY_RUN ? Snapshot.Mode.DRY_RUN : Snapshot.Mode.ACTING;
    }

    /** For people. */
    List<String> inProgress() {
        return inProgress;
    }

    OwedRestarts owed() {
        return owed;
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

    Relief relief() {
        return inFlight.awaitsRelief(clocks.now()) || settles() ? Relief.TO_COME : Relief.NONE;
    }

    private void inProgressChanged() {
        inProgress = inFlight.running().stream()
                .map(measure -> measure.kind() + " " + measure.target())
                .sorted()
                .toList();
    }

    /** Whether the memory of what was ended last is still coming back. */
    private boolean settles() {
        return present != null && settling != null && settling.goesOn(present, clocks.now());
    }

    private @Nullable Measure endingNow() {
        for (Measure measure : inFlight.inTime(clocks.now())) {
            if (endsSomething(measure)) {
                return measure;
            }
        }
        return null;
    }

    private static boolean endsSomething(Measure measure) {
        return measure.disruption().compareTo(Disruption.PROGRAM_ENDED) >= 0;
    }
}
