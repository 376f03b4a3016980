package io.spillway.bench;

import io.spillway.act.ContainerControl;
import io.spillway.act.Controls;
import io.spillway.act.Lanes;
import io.spillway.act.ProcessControl;
import io.spillway.assess.Pacing;
import io.spillway.config.Levels;
import io.spillway.guard.Clocks;
import io.spillway.guard.GuardService;
import io.spillway.guard.LevelsStore;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.guard.Sources;
import io.spillway.plan.Durations;
import io.spillway.record.journal.FileJournal;
import io.spillway.record.journal.JournalLimits;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.ContainerId;
import io.spillway.sense.InstalledModel;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ModelRuntime;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.ProcessTable;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Sensed;
import io.spillway.testing.Crowd;
import io.spillway.testing.Models;
import io.spillway.testing.Policies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The real guard, both paces, in dry run over stand-ins: 1,000 containers and 200 models, and whatever process table it is given. */
final class BigHost implements AutoCloseable {
    static final int CONTAINERS = 1_000;
    static final int MODELS = 200;

    private final ExecutorService executor = Executors.newCachedThreadPool(BigHost::daemon);
    private final FileJournal journal;
    private final GuardService guard;

    BigHost(SteadyHost host, ProcessTable processes, Path state) throws IOException {
        Inventory crowd = Crowd.of(CONTAINERS, MODELS, 0);
        InstantSource wall = InstantSource.system();
        journal = FileJournal.open(state, JournalLimits.DEFAULTS, wall, executor);
        guard = new GuardService(
                new GuardService.Senses(
                        host,
                        new Sources(List.of(new Listed(crowd, wall)), new Running(crowd, wall), processes),
                        () -> Resources.UNKNOWN),
                new Controls(Map.of(), new NoContainers(), new NoSignals()),
                new GuardService.Wishes(Policies.policy().build(), Levels.DEFAULTS, Mode.DRY_RUN, Mode.DRY_RUN),
                new GuardService.Memory(journal, () -> Durations.NONE_LEARNT, outcome -> {}, new NothingKept()),
                new GuardService.Machinery(
                        (name, task) -> {
                            Thread thread = daemon(task);
                            thread.setName(name);
                            return thread;
                        },
                        executor,
                        new Lanes(executor, executor, executor, executor),
                        (condition, limit) -> condition.getAsBoolean(),
                        new Clocks(System::nanoTime, wall),
                        new Pacing(Pacing.HugePages.POSSIBLE)));
    }

    void start() {
        guard.start("a made-up host", () -> {});
    }

    Snapshot snapshot() {
        return guard.operations().snapshot();
    }

    @Override
    public void close() {
        guard.close();
        journal.close();
        executor.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private record Listed(Inventory crowd, InstantSource clock) implements ModelRuntime {
        @Override
        public RuntimeId id() {
            return Models.OLLAMA;
        }

        @Override
        public Sensed<List<Model>> models() {
            return new Sensed.Known<>(crowd.models(), clock.instant());
        }

        @Override
        public Sensed<List<InstalledModel>> installed() {
            return new Sensed.Known<>(List.of(), clock.instant());
        }

        @Override
        public List<Long> ownPids() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private record Running(Inventory crowd, InstantSource clock) implements ContainerEngine {
        @Override
        public Sensed<List<Container>> containers() {
            return new Sensed.Known<>(crowd.containers().orElse(List.of()), clock.instant());
        }

        @Override
        public String describe() {
            return "stand-in";
        }

        @Override
        public void close() {}
    }

    private static final class NoContainers implements ContainerControl {
        @Override
        public void stop(ContainerId container, Duration grace) {
            throw new IllegalStateException("a dry run stops nothing");
        }

        @Override
        public void start(ContainerId container) {
            throw new IllegalStateException("a dry run starts nothing");
        }
    }

    /** There is nobody to be signalled, whatever the guard may think. */
    private static final class NoSignals implements ProcessControl {
        @Override
        public boolean terminate(ProcessRef process) {
            return false;
        }

        @Override
        public boolean kill(ProcessRef process) {
            return false;
        }

        @Override
        public boolean isAlive(ProcessRef process) {
            return true;
        }

        @Override
        public long anonymousBytes(ProcessRef process) {
            return 0;
        }

        @Override
        public Map<ProcessRef, Long> preparedBytes() {
            return Map.of();
        }

        @Override
        public void prepare(List<ProcessRef> processes) {}
    }

    private static final class NothingKept implements LevelsStore {
        @Override
        public void save(Levels levels) {}

        @Override
        public void clear() {}
    }
}
