package io.spillway.guard;

import io.spillway.act.Actor;
import io.spillway.act.Controls;
import io.spillway.act.Lanes;
import io.spillway.act.Outcome;
import io.spillway.assess.Assessor;
import io.spillway.assess.Pacing;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.plan.Durations;
import io.spillway.plan.Landscape;
import io.spillway.plan.Planner;
import io.spillway.plan.Policy;
import io.spillway.sense.Inventory;
import io.spillway.sense.RuntimeState;
import io.spillway.testing.FakeHost;
import io.spillway.testing.FakeProcesses;
import io.spillway.testing.FakeRuntime;
import io.spillway.testing.ManualClock;
import io.spillway.testing.ManualExecutor;
import io.spillway.testing.Models;
import io.spillway.testing.Policies;
import io.spillway.testing.RecordedJournal;
import io.spillway.testing.docker.FakeContainerEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A guard on the test's own thread, over a host in memory: the test says when it passes, looks, and acts. */
final class Rig {
    static final Duration TICK = Duration.ofMillis(100);

    final ManualClock clock = new ManualClock();
    final FakeHost host = new FakeHost(50);
    final FakeProcesses processes = new FakeProcesses(host, clock);
    final FakeRuntime server = new FakeRuntime(Models.OLLAMA, processes, clock);
    final FakeContainerEngine engine = new FakeContainerEngine(clock);
    final RecordedJournal journal = new RecordedJournal();
    final ManualExecutor lane = new ManualExecutor();
    final ManualExecutor forced = new ManualExecutor();
    final List<Outcome> lessons = new ArrayList<>();
    final Guard guard;
    int nudges;

    Rig() {
        this(Policies.policy().build(), Mode.ACTING);
    }

    Rig(Policy policy, Mode mode) {
        Chronicle chronicle = new Chronicle(journal);
        Actor actor = new Actor(
                new Controls(Map.of(Models.OLLAMA, server), engine, processes),
                new SnapshotHoldings(() -> guard().snapshot()),
                new Lanes(lane, forced, lane, lane),
                (condition, limit) -> condition.getAsBoolean(),
                clock,
                outcome -> guard().tell(outcome));
        guard = new Guard(
                new FastSense(host, processes::preparedBytes, clock),
                new Guard.Mind(
                        new Assessor(),
                        new Pacing(Pacing.HugePages.POSSIBLE),
                        new Planner(),
                        () -> Durations.NONE_LEARNT),
                new Enforcement(
                        actor,
                        chronicle,
                        lessons::add,
                        new Clocks(clock, clock),
                        mode == Mode.DRY_RUN ? Enforcement.Acting.DRY_RUN : Enforcement.Acting.FOR_REAL),
                chronicle,
                new Clocks(clock, clock),
                () -> nudges++,
                new Guard.Beginning(policy, mode, Inventory.notYetSeen(List.of(Models.OLLAMA), clock.instant())));
        engine.whenStopped(container -> host.free(container.usageBytes().orElse(0L)));
    }

    private Guard guard() {
        return guard;
    }

    /** Time passes and the guard takes one pass; what is in its inbox comes first. */
    Snapshot pass() {
        return pass(TICK);
    }

    Snapshot pass(Duration after) {
        clock.advance(after);
        guard.readInbox();
        guard.pass();
        return guard.snapshot();
    }

    /** Used memory rises to there, so slowly that there is time for everything, and the guard passes. */
    Snapshot rise(double usedPercent) {
        host.use(usedPercent);
        return pass(Duration.ofMinutes(10));
    }

    /** The lanes do what is waiting, and the guard passes. */
    Snapshot act() {
        lane.runAll();
        forced.runAll();
        return pass();
    }

    /** Until nothing is under way. */
    Snapshot settle() {
        for (int i = 0; i < 50; i++) {
            look();
            act();
        }
        return guard.snapshot();
    }

    /** The slow pace looks and hands its inventory over. */
    void look() {
        clock.advance(Duration.ofMillis(1));
        guard.update(new InventoryUpdate(new Landscape(inventory(), guard.policy()), Map.of(), Resources.UNKNOWN));
    }

    Inventory inventory() {
        return new Inventory(
                List.of(new RuntimeState(Models.OLLAMA, server.models(), List.of())),
                engine.containers(),
                processes.processes(),
                processes.ownPids());
    }
}
