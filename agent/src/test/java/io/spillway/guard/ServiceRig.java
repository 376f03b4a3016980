package io.spillway.guard;

import io.spillway.act.Controls;
import io.spillway.act.Lanes;
import io.spillway.act.Waiting;
import io.spillway.assess.Pacing;
import io.spillway.config.Levels;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.plan.Durations;
import io.spillway.plan.Policy;
import io.spillway.testing.Eventually;
import io.spillway.testing.FakeHost;
import io.spillway.testing.FakeProcesses;
import io.spillway.testing.FakeRuntime;
import io.spillway.testing.Models;
import io.spillway.testing.RecordedJournal;
import io.spillway.testing.docker.FakeContainerEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A whole guard with real threads and real time, over a host in memory. */
final class ServiceRig implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private static final Waiting WAITING = (condition, limit) -> {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    };

    volatile Duration clockAhead = Duration.ZERO;
    final InstantSource wall = () -> Instant.now().plus(clockAhead);
    final FakeHost host = new FakeHost(50);
    final FakeProcesses processes = new FakeProcesses(host, wall);
    final FakeRuntime server = new FakeRuntime(Models.OLLAMA, processes, wall);
    final FakeContainerEngine engine = new FakeContainerEngine(wall);
    final RecordedJournal journal = new RecordedJournal();
    final KeptInMemory store = new KeptInMemory();
    final List<Thread> threads = new ArrayList<>();
    final GuardService service;
    final Operations operations;
    private final ExecutorService pool = Executors.newFixedThreadPool(8);

    ServiceRig(Policy policy, Mode mode) {
        engine.whenStopped(container -> host.free(container.usageBytes().orElse(0L)));
        service = new GuardService(
                new GuardService.Senses(host, new Sources(List.of(server), engine, processes), () -> Resources.UNKNOWN),
                new Controls(Map.of(Models.OLLAMA, server), engine, processes),
                new GuardService.Wishes(policy, policy.levels(), mode == Mode.PAUSED ? Mode.ACTING : mode, mode),
                new GuardService.Memory(journal, () -> Durations.NONE_LEARNT, outcome -> {}, store),
                new GuardService.Machinery(
                        this::thread,
                        pool,
                        new Lanes(pool, pool, pool, pool),
                        WAITING,
                        new Clocks(System::nanoTime, wall),
                        new Pacing(Pacing.HugePages.POSSIBLE)));
        operations = service.operations();
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Starts it and waits until every source has answered. */
    ServiceRig start() {
        service.start("a host in memory", () -> {});
        until(
                "every source has answered",
                snapshot -> snapshot.assessment().isKnown()
                        && !snapshot.contingencies().isEmpty()
                        && snapshot.sources().stream()
                                .allMatch(one -> one.state().isKnown()));
        return this;
    }

    Snapshot until(String what, Predicate<Snapshot> condition) {
        Eventually.until(what, () -> condition.test(operations.snapshot()));
        return operations.snapshot();
    }

    @Override
    public void close() {
        service.close();
        server.close();
        pool.shutdownNow();
    }

    /** Keeps thresholds, or refuses to. */
    static final class KeptInMemory implements LevelsStore {
        final List<Levels> saved = new ArrayList<>();
        String refusal = "";
        volatile Runnable beforeSaving = () -> {};

        @Override
        public void save(Levels levels) {
            beforeSaving.run();
            keep(levels);
        }

        private synchronized void keep(Levels levels) {
            if (!refusal.isEmpty()) {
                throw new IllegalStateException(refusal);
            }
            saved.add(levels);
        }

        @Override
        public synchronized void clear() {
            saved.clear();
        }
    }
}
