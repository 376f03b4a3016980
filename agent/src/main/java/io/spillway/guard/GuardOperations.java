package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ActException;
import io.spillway.act.Controls;
import io.spillway.act.ModelControl;
import io.spillway.act.Outcome;
import io.spillway.assess.Assessment;
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
import io.spillway.record.Journal;
import io.spillway.sense.Container;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts what is asked into the guard's inbox and waits for its outcome. */
final class GuardOperations implements Operations {
    private static final Duration OPERATION_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(5);
    private static final Duration UNLOAD_DURATION = Duration.ofSeconds(2);

    private final Guard guard;
    private final Controls controls;
    private final Journal journal;
    private final LevelsStore store;
    private final Levels configured;
    private final Executor executor;

    GuardOperations(
            Guard guard, Controls controls, Journal journal, LevelsStore store, Levels configured, Executor executor) {
        this.guard = requireNonNull(guard);
        this.controls = requireNonNull(controls);
        this.journal = requireNonNull(journal);
        this.store = requireNonNull(store);
        this.configured = requireNonNull(configured);
        this.executor = requireNonNull(executor);
    }

    @Override
    public Snapshot snapshot() {
        return guard.snapshot();
    }

    @Override
    public Report optimize() {
        return report("optimize", () -> {
            Assessment now = assessmentOrRefusal();
            Level level = now.level().isAtLeast(Level.WARNING) ? now.level() : Level.WARNING;
            Plan plan = forced(level, now);
            return new Errand("optimize", once(plan.measures()));
        });
    }

    @Override
    public Report emergencyScaleDown() {
        return report("emergencyScaleDown", () -> {
            Assessment now = assessmentOrRefusal();
            Plan plan = forced(Level.EMERGENCY, now);
            Supplier<List<Measure>> first = once(plan.measures());
            return new Errand("emergencyScaleDown", () -> {
                List<Measure> measures = first.get();
                return measures.isEmpty() ? nextContainerWhileCritical() : measures;
            });
        });
    }

    private Plan forced(Level level, Assessment now) {
        return guard.planner()
                .forced(
                        level,
                        now,
                        guard.landscape(),
                        guard.durations(),
                        guard.enforcement().inProgressTargets(),
                        guard.enforcement().restingTargets());
    }

    private List<Measure> nextContainerWhileCritical() {
        Assessment now = guard.assessment();
        if (now == null || !now.level().isAtLeast(Level.CRITICAL)) {
            return List.of();
        }
        Plan plan = guard.planner().preview(Level.KILL_SWITCH, now, guard.landscape(), guard.durations());
        return plan.measures().stream()
                .filter(Measure.StopContainer.class::isInstance)
                .filter(measure -> !guard.enforcement().isBusy(measure.target()))
                .limit(1)
                .toList();
    }

    @Override
    public Report restore() {
        return report("restore", () -> {
            var lastFirst = new ArrayDeque<Measure>();
            guard.enforcement().owed().forEach(owed -> lastFirst.push(start(owed, "an operator asked for it")));
            return new Errand("restore", () -> lastFirst.isEmpty() ? List.of() : List.of(lastFirst.pop()));
        });
    }

    @Override
    public Plan previewPlan(Level level) {
        Plan plan = guard.snapshot().contingencies().get(requireNonNull(level, "level"));
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
            return new CanLoad(Answer.UNKNOWN, 0, "memory cannot be read: " + now.assessment());
        }
        var reading = known.value().reading();
        double limitPercent = now.policy().levels().warningPercent();
        long roomBytes = Math.max(0, (long) (reading.totalBytes() * (limitPercent / 100)) - reading.usedBytes());
        String reason =
                "%d bytes fit below WARNING (%.1f %% of %d)".formatted(roomBytes, limitPercent, reading.totalBytes());
        return new CanLoad(bytes <= roomBytes ? Answer.YES : Answer.NO, roomBytes, reason);
    }

    @Override
    public void pause() {
        change("pause", () -> {
            guard.change(Mode.PAUSED);
        });
    }

    @Override
    public void resume() {
        change("resume", () -> {
            guard.change(guard.enforcement().modeWhenActing());
        });
    }

    @Override
    public void changeLevels(Levels levels) {
        requireNonNull(levels, "levels");
        change("changeLevels " + levels, () -> {
            guard.change(withLevels(guard.policy(), levels));
        });
        store.save(levels);
    }

    @Override
    public void resetLevels() {
        change("resetLevels", () -> {
            guard.change(withLevels(guard.policy(), configured));
        });
        store.clear();
    }

    @Override
    public void pin(String model) {
        changePins("pin " + model, pins -> {
            pins.add(requireNonNull(model, "model"));
            return pins;
        });
    }

    @Override
    public void unpin(String model) {
        changePins("unpin " + model, pins -> {
            if (!pins.remove(requireNonNull(model, "model"))) {
                throw new IllegalArgumentException("'" + model + "' is not pinned; pinned are " + new TreeSet<>(pins));
            }
            return pins;
        });
    }

    private void changePins(String name, Function<Set<String>, Set<String>> change) {
        change(name, () -> {
            Policy policy = guard.policy();
            Set<String> pins = change.apply(new HashSet<>(policy.pinned()));
            guard.change(new Policy(
                    policy.levels(), policy.models(), pins, policy.containers(), policy.processes(), policy.reach()));
        });
    }

    @Override
    public Outcome unload(String runtime, String model) {
        return outcome("unload " + model, () -> {
            Model loaded = loadedModel(runtime, model);
            return new Measure.UnloadModel(
                    loaded.id(), loaded.hostBytes(), UNLOAD_DURATION, Gate.OPERATOR, "an operator asked for it");
        });
    }

    @Override
    public String load(String runtime, String model) {
        RuntimeState state = runtime(runtime);
        ModelControl control = controls.models().get(state.id());
        if (control == null) {
            throw new IllegalStateException(state.id() + " cannot be told to load anything");
        }
        var done = new CompletableFuture<String>();
        execute(() -> {
            try {
                control.load(new ModelId(state.id(), model), LOAD_LIMIT);
                done.complete("loaded " + model);
            } catch (ActException refused) {
                done.completeExceptionally(new IllegalStateException(refused.getMessage(), refused));
            }
        });
        return await("load " + model, done, LOAD_LIMIT);
    }

    @Override
    public Outcome stopContainer(String name) {
        return outcome("stopContainer " + name, () -> {
            Container container = container(name);
            if (container.care() == Care.PROTECTED) {
                throw new IllegalArgumentException("'" + name
                        + "' is protected: take its protection off first (label spillway.protect or configuration)");
            }
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
                    "an operator asked for it");
        });
    }

    @Override
    public Outcome restoreContainer(String name) {
        return outcome("restoreContainer " + name, () -> guard.enforcement().owed().stream()
                .filter(owed -> owed.name().equals(name))
                .findFirst()
                .map(owed -> start(owed, "an operator asked for it"))
                .orElseThrow(() -> new IllegalArgumentException("nothing is owed to '" + name + "'; owed are "
                        + guard.enforcement().owed().stream().map(Owed::name).toList())));
    }

    @Override
    public void clearJournal() {
        journal.clear();
    }

    private static Measure start(Owed owed, String reason) {
        return new Measure.StartContainer(
                owed.container(), owed.name(), owed.usageBytes(), Duration.ofSeconds(2), reason);
    }

    private static Supplier<List<Measure>> once(List<Measure> measures) {
        var rest = new ArrayDeque<>(List.of(measures));
        return () -> Optional.ofNullable(rest.poll()).orElse(List.of());
    }

    private Assessment assessmentOrRefusal() {
        Assessment now = guard.assessment();
        if (now == null) {
            throw new IllegalStateException("memory cannot be read, so nothing can be decided; see Sources");
        }
        return now;
    }

    private static Policy withLevels(Policy policy, Levels levels) {
        return new Policy(
                levels, policy.models(), policy.pinned(), policy.containers(), policy.processes(), policy.reach());
    }

    private RuntimeState runtime(String name) {
        List<RuntimeState> all = guard.snapshot().inventory().runtimes();
        return all.stream()
                .filter(state ->
                        state.id().toString().equals(name) || state.id().type().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no runtime '" + name + "'; there are "
                        + all.stream().map(state -> state.id().toString()).toList()));
    }

    private Model loadedModel(String runtime, String name) {
        List<Model> loaded = runtime(runtime).models().orElse(List.of());
        return loaded.stream()
                .filter(model -> model.id().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not loaded; loaded are "
                        + loaded.stream().map(model -> model.id().name()).toList()));
    }

    private Container container(String name) {
        List<Container> all = guard.landscape().inventory().containers().orElse(List.of());
        return all.stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no container '" + name + "'; there are "
                        + all.stream().map(Container::name).toList()));
    }

    private Outcome outcome(String name, Supplier<Measure> measure) {
        Report report = report(name, () -> {
            Measure wanted = measure.get();
            if (guard.enforcement().isBusy(wanted.target())) {
                throw new IllegalStateException(wanted.target() + " is being acted on; ask again when that has ended");
            }
            return new Errand(name, once(List.of(wanted)));
        });
        if (report.outcomes().isEmpty()) {
            throw new IllegalStateException(name + ": " + report.message());
        }
        return report.outcomes().get(0);
    }

    private Report report(String name, Supplier<Errand> errand) {
        CompletableFuture<Report> report = ask(name, () -> {
            Errand undertaken = errand.get();
            guard.enforcement().undertake(undertaken);
            return undertaken.report();
        });
        Report done = await(name, report, OPERATION_LIMIT);
        post(() -> guard.chronicle().operation(name, done.message()));
        return done;
    }

    /** Runs {@code change} on the guard's thread and has it written down. */
    private void change(String name, Runnable change) {
        ask(name, () -> {
            change.run();
            guard.chronicle().operation(name, "done");
            return name;
        });
    }

    /** Runs {@code question} on the guard's thread. */
    private <T> T ask(String name, Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        post(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException refused) {
                answer.completeExceptionally(refused);
            }
        });
        return await(name, answer, OPERATION_LIMIT);
    }

    private void post(Runnable command) {
        if (!guard.post(command)) {
            throw new IllegalStateException("the guard has too much to do; ask again later");
        }
    }

    private void execute(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException full) {
            throw new IllegalStateException("too much is being done at once; ask again later", full);
        }
    }

    private static <T> T await(String name, CompletableFuture<T> answer, Duration limit) {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    name + " has not ended within " + limit.toSeconds() + " s: it goes on, the journal will tell",
                    late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting; it goes on, the journal will tell", stopping);
        } catch (ExecutionException failed) {
            throw refusal(failed.getCause());
        }
    }

    private static RuntimeException refusal(@Nullable Throwable cause) {
        if (cause instanceof IllegalArgumentException argument) {
            return new IllegalArgumentException(argument.getMessage(), argument);
        }
        return new IllegalStateException(cause == null ? "failed" : cause.getMessage(), cause);
    }
}
