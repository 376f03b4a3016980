package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Controls;
import io.spillway.act.Outcome;
import io.spillway.assess.Assessment;
import io.spillway.assess.Figures;
import io.spillway.assess.Level;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.config.Levels;
import io.spillway.guard.Operations.CanLoad.Answer;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure;
import io.spillway.plan.Owed;
import io.spillway.plan.Plan;
import io.spillway.plan.Policy;
import io.spillway.plan.Restoration;
import io.spillway.record.Journal;
import io.spillway.sense.Container;
import io.spillway.sense.Model;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** What operators may ask for: each wish runs on the guard's thread, and its asker waits for the outcome. */
final class GuardOperations implements Operations {
    private static final Duration OPERATION_LIMIT = Duration.ofSeconds(60);
    private static final Duration UNLOAD_DURATION = Duration.ofSeconds(2);
    private static final String ASKED_FOR = "an operator asked for it";

    private final Guard guard;
    private final Questions questions;
    private final ForcedMeasures forced;
    private final ModelLoads loads;
    private final Journal journal;
    private final LevelsStore store;
    private final Levels configured;

    /** Of two who change the levels at once, the one whose levels are in force is the one whose levels are kept. */
    private final Object levelsLock = new Object();

    GuardOperations(
            Guard guard, Controls controls, Journal journal, LevelsStore store, Levels configured, Executor executor) {
        this.guard = requireNonNull(guard);
        this.questions = new Questions(guard, OPERATION_LIMIT);
        this.forced = new ForcedMeasures(guard);
        this.journal = requireNonNull(journal);
        this.store = requireNonNull(store);
        this.configured = requireNonNull(configured);
        this.loads = new ModelLoads(guard, questions, forced, controls, executor);
    }

    @Override
    public Snapshot snapshot() {
        return guard.snapshot().present(guard.clocks().wall().instant());
    }

    @Override
    public Report optimize() {
        return report("optimize", () -> {
            forced.requireAssessment();
            return new Errand("optimize", "", List.of(taken -> forced.optimize()), forced::underWay);
        });
    }

    @Override
    public Report emergencyScaleDown() {
        return report("emergencyScaleDown", () -> {
            forced.requireAssessment();
            return new Errand(
                    "emergencyScaleDown",
                    "",
                    List.of(taken -> forced.emergency(), taken -> forced.nextContainer()),
                    forced::underWay);
        });
    }

    @Override
    public Report restore() {
        return report("restore", () -> {
            forced.requireAssessment();
            return new Errand(
                    "restore", "", List.of(tried -> forced.restore(tried, ASKED_FOR)), tried -> forced.stillOwed());
        });
    }

    @Override
    public Plan previewPlan(Level level) {
        Plan plan = snapshot().contingencies().get(requireNonNull(level, "level"));
        if (plan == null) {
            throw new IllegalStateException("no plan yet: memory or the inventory has not been read; see Sources");
        }
        return plan;
    }

    @Override
    public CanLoad canLoad(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative, but they are " + bytes);
        }
        Snapshot now = guard.snapshot();
        if (!(now.assessment() instanceof Sensed.Known<Assessment> known)) {
            return new CanLoad(
                    Answer.UNKNOWN,
                    0,
                    "memory cannot be read: " + now.assessment().whyNotKnown());
        }
        if (!Health.isFresh(now, guard.clocks().wall().instant())) {
            return new CanLoad(Answer.UNKNOWN, 0, "memory was last read at " + now.at() + ": the guard stands still");
        }
        var reading = known.value().reading();
        double limitPercent = now.policy().levels().warningPercent();
        long roomBytes = Math.max(0, (long) (reading.totalBytes() * (limitPercent / 100)) - reading.usedBytes());
        String reason = "%s fit below WARNING (%s of %s)"
                .formatted(
                        Figures.bytes(roomBytes), Figures.percent(limitPercent), Figures.bytes(reading.totalBytes()));
        return new CanLoad(bytes <= roomBytes ? Answer.YES : Answer.NO, roomBytes, reason);
    }

    @Override
    public void pause() {
        change("pause", "", () -> guard.change(Mode.PAUSED));
    }

    @Override
    public void resume() {
        change("resume", "", () -> guard.change(guard.enforcement().modeWhenActing()));
    }

    @Override
    public void changeLevels(Levels levels) {
        requireNonNull(levels, "levels");
        synchronized (levelsLock) {
            change("changeLevels", words(levels), () -> guard.change(withLevels(guard.policy(), levels)));
            store.save(levels);
        }
    }

    @Override
    public void resetLevels() {
        synchronized (levelsLock) {
            change("resetLevels", words(configured), () -> guard.change(withLevels(guard.policy(), configured)));
            store.clear();
        }
    }

    private static String words(Levels levels) {
        return levels.warningPercent() + "/" + levels.criticalPercent() + "/" + levels.emergencyPercent() + "/"
                + levels.killSwitchPercent();
    }

    @Override
    public void pin(String model) {
        if (model.isBlank()) {
            throw new IllegalArgumentException("which model? The name is empty");
        }
        changePins("pin", model, pins -> {
            pins.add(model);
            return pins;
        });
    }

    @Override
    public void unpin(String model) {
        changePins("unpin", model, pins -> {
            if (!ModelTag.remove(pins, model)) {
                throw new IllegalArgumentException("'" + model + "' is not pinned; pinned are " + new TreeSet<>(pins));
            }
            return pins;
        });
    }

    private void changePins(String name, String model, Function<Set<String>, Set<String>> change) {
        change(name, model, () -> {
            Policy policy = guard.policy();
            Set<String> pins = change.apply(new HashSet<>(policy.pinned()));
            guard.change(new Policy(
                    policy.levels(), policy.models(), pins, policy.containers(), policy.processes(), policy.reach()));
        });
    }

    @Override
    public Outcome unload(String runtime, String model) {
        return outcome("unload", model, () -> {
            Model loaded = finder().model(runtime, model);
            return new Measure.UnloadModel(
                    loaded.id(), loaded.freeableBytes(), UNLOAD_DURATION, Gate.OPERATOR, ASKED_FOR);
        });
    }

    @Override
    public String load(String runtime, String model) {
        return loads.load(runtime, model);
    }

    @Override
    public Outcome stopContainer(String name) {
        return outcome("stopContainer", name, () -> {
            Container container = finder().container(name);
            guard.landscape().whyNotToStop(container).ifPresent(reason -> {
                throw new IllegalArgumentException("'" + name + "' may not be stopped: " + reason);
            });
            if (container.state() != Container.State.RUNNING) {
                throw new IllegalArgumentException("'" + name + "' does not run: it is " + container.state());
            }
            Duration grace = container.care() == Care.STATEFUL
                    ? guard.policy().containers().statefulStopGrace()
                    : guard.policy().containers().stopGrace();
            return new Measure.StopContainer(
                    container.id(),
                    container.name(),
                    grace,
                    container.usageBytes().orElse(0L),
                    grace,
                    Gate.OPERATOR,
                    ASKED_FOR);
        });
    }

    @Override
    public Outcome restoreContainer(String name) {
        return outcome("restoreContainer", name, () -> {
            List<Owed> all = guard.enforcement().owed().all();
            return all.stream()
                    .filter(owed -> owed.name().equals(name))
                    .findFirst()
                    .map(owed -> Restoration.start(owed, ASKED_FOR))
                    .orElseThrow(() -> new IllegalArgumentException("nothing is owed to '" + name + "'; owed are "
                            + all.stream().map(Owed::name).toList()));
        });
    }

    @Override
    public void clearJournal() {
        journal.clear();
    }

    private Finder finder() {
        return new Finder(guard.landscape().inventory());
    }

    private static Policy withLevels(Policy policy, Levels levels) {
        return new Policy(
                levels, policy.models(), policy.pinned(), policy.containers(), policy.processes(), policy.reach());
    }

    /** One measure on one target, whatever was planned. */
    private Outcome outcome(String name, String subject, Supplier<Measure> wanted) {
        Begun begun = questions.ask(name, () -> {
            Measure measure = wanted.get();
            if (guard.enforcement().isBeingActedOn(measure.target())) {
                throw new IllegalStateException(measure.target() + " is being acted on; ask again when that has ended");
            }
            Errand errand = new Errand(name, subject, List.of(taken -> List.of(measure)), taken -> "");
            guard.enforcement().undertake(errand);
            return new Begun(measure, errand.report());
        });
        Report report = questions.await(name + " " + subject, begun.report());
        return report.outcomes().stream()
                .filter(outcome ->
                        outcome.measure().target().equals(begun.measure().target()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " " + subject + ": " + report.message()));
    }

    private record Begun(Measure measure, CompletableFuture<Report> report) {}

    /** As many measures as it takes. */
    private Report report(String name, Supplier<Errand> errand) {
        CompletableFuture<Report> report = questions.ask(name, () -> {
            Errand undertaken = errand.get();
            guard.enforcement().undertake(undertaken);
            return undertaken.report();
        });
        return questions.await(name, report);
    }

    /** Runs {@code change} on the guard's thread and has it written down; a snapshot that shows it is published when this returns. */
    private void change(String name, String subject, Runnable change) {
        questions.ask(name, () -> {
            change.run();
            guard.chronicle().operation(name, subject, "done");
            return name;
        });
    }
}
