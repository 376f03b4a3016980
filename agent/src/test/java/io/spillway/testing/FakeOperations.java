package io.spillway.testing;

import io.spillway.act.Outcome;
import io.spillway.assess.Level;
import io.spillway.config.Levels;
import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure;
import io.spillway.plan.Plan;
import io.spillway.plan.Policy;
import io.spillway.sense.ContainerId;
import io.spillway.sense.ModelId;
import io.spillway.sense.RuntimeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A guard that does at once what it is asked, in its snapshot alone, and remembers what it was asked. */
public final class FakeOperations implements Operations {
    private volatile Snapshot published;
    private volatile Optional<RuntimeException> refusal = Optional.empty();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Levels configured;

    public FakeOperations(Snapshot snapshot) {
        published = snapshot;
        configured = snapshot.policy().levels();
    }

    public void publish(Snapshot snapshot) {
        published = snapshot;
    }

    /** What was asked, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** From now on everything that is asked ends so. */
    public void refuseWith(RuntimeException exception) {
        refusal = Optional.of(exception);
    }

    @Override
    public Snapshot snapshot() {
        return published;
    }

    @Override
    public Report optimize() {
        asked("optimize");
        Outcome done = new Outcome.Done(
                unload(Gate.UNLOAD_IDLE), Duration.ofMillis(640), 2 * Snapshots.GIB, 2 * Snapshots.GIB, "gone");
        return new Report(List.of(done), 2 * Snapshots.GIB, "1 measure freed 2.0 GiB");
    }

    @Override
    public Report emergencyScaleDown() {
        asked("emergencyScaleDown");
        Measure measure = unload(Gate.FORCE_UNLOAD);
        return new Report(
                List.of(
                        new Outcome.Failed(measure, Duration.ofSeconds(1), "refused"),
                        new Outcome.Unsettled(measure, Duration.ofSeconds(2), "no answer"),
                        new Outcome.DryRun(measure, "would be unloaded")),
                0,
                "nothing was freed");
    }

    @Override
    public Report restore() {
        asked("restore");
        return new Report(List.of(), 0, "nothing is owed");
    }

    @Override
    public Plan previewPlan(Level level) {
        asked("previewPlan " + level);
        return new Plan(level, Snapshots.GIB, List.of(unload(Gate.UNLOAD_IDLE)), List.of(), 0);
    }

    @Override
    public CanLoad canLoad(long bytes) {
        asked("canLoad " + bytes);
        return snapshot().assessment().isKnown()
                ? new CanLoad(CanLoad.Answer.YES, 3 * Snapshots.GIB, "3.0 GiB are left below WARNING")
                : new CanLoad(CanLoad.Answer.UNKNOWN, 0, "memory cannot be read");
    }

    @Override
    public void pause() {
        asked("pause");
    }

    @Override
    public void resume() {
        asked("resume");
    }

    @Override
    public void changeLevels(Levels levels) {
        asked("changeLevels");
        Policy policy = snapshot().policy();
        publish(with(levels, policy.pinned()));
    }

    @Override
    public void resetLevels() {
        asked("resetLevels");
        publish(with(configured, snapshot().policy().pinned()));
    }

    @Override
    public void pin(String model) {
        asked("pin " + model);
        Set<String> pinned = new HashSet<>(snapshot().policy().pinned());
        pinned.add(model);
        publish(with(snapshot().policy().levels(), pinned));
    }

    @Override
    public void unpin(String model) {
        asked("unpin " + model);
        Set<String> pinned = new HashSet<>(snapshot().policy().pinned());
        pinned.remove(model);
        publish(with(snapshot().policy().levels(), pinned));
    }

    @Override
    public Outcome unload(String runtime, String model) {
        asked("unload " + runtime + " " + model);
        return new Outcome.Done(unload(Gate.OPERATOR), Duration.ofMillis(500), Snapshots.GIB, Snapshots.GIB, "gone");
    }

    @Override
    public String load(String runtime, String model) {
        asked("load " + runtime + " " + model);
        return model + " is loaded";
    }

    @Override
    public Outcome stopContainer(String name) {
        asked("stopContainer " + name);
        Measure stop = new Measure.StopContainer(
                new ContainerId("id-" + name),
                name,
                Duration.ofSeconds(10),
                Snapshots.GIB,
                Duration.ofSeconds(1),
                Gate.OPERATOR,
                "an operator asked for it");
        return new Outcome.Done(stop, Duration.ofSeconds(1), Snapshots.GIB, Snapshots.GIB, "stopped");
    }

    @Override
    public Outcome restoreContainer(String name) {
        asked("restoreContainer " + name);
        Measure start = new Measure.StartContainer(
                new ContainerId("id-" + name), name, Snapshots.GIB, Duration.ofSeconds(1), "an operator asked for it");
        return new Outcome.Done(start, Duration.ofSeconds(1), 0, 0, "started");
    }

    @Override
    public void clearJournal() {
        asked("clearJournal");
    }

    private void asked(String call) {
        calls.add(call);
        refusal.ifPresent(exception -> {
            throw exception;
        });
    }

    private static Measure unload(Gate gate) {
        return new Measure.UnloadModel(
                new ModelId(new RuntimeId("ollama", "http://127.0.0.1:11434"), "llama3.2:3b"),
                2 * Snapshots.GIB,
                Duration.ofMillis(700),
                gate,
                "idle for 45 s");
    }

    private Snapshot with(Levels levels, Set<String> pinned) {
        Snapshot now = snapshot();
        Policy policy = now.policy();
        return new Snapshot(
                now.at(),
                now.assessment(),
                now.levelSince(),
                now.inventory(),
                new Policy(levels, policy.models(), pinned, policy.containers(), policy.processes(), policy.reach()),
                now.lastPlan(),
                now.contingencies(),
                now.owed(),
                now.inProgress(),
                now.sources(),
                now.resources(),
                now.counters(),
                now.mode());
    }
}
