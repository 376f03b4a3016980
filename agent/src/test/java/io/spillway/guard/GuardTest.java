package io.spillway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.act.Actor;
import io.spillway.act.Controls;
import io.spillway.act.ProcessControl;
import io.spillway.assess.Assessor;
import io.spillway.assess.Pacing;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.plan.Durations;
import io.spillway.plan.Landscape;
import io.spillway.plan.Planner;
import io.spillway.plan.Policy;
import io.spillway.record.journal.FileJournal;
import io.spillway.record.journal.JournalLimits;
import io.spillway.sense.Inventory;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.procfs.ProcfsHostProbe;
import io.spillway.testing.Inventories;
import io.spillway.testing.Models;
import io.spillway.testing.Policies;
import io.spillway.testing.docker.FakeContainerEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
    @TempDir
    private Path folder;

    @Test
    void aNewInventoryIsInTheSnapshotBeforeAnyMeasureIsPlannedFromIt() throws IOException {
        Policy policy = Policies.policy().build();
        Guard guard = guard(policy);
        Inventory inventory =
                Inventories.inventory().with(Models.model("new:3b").build()).build();

        guard.update(new InventoryUpdate(new Landscape(inventory, policy), Map.of(), List.of(), Resources.UNKNOWN));

        assertThat(guard.snapshot().inventory()).isEqualTo(inventory);
    }

    private Guard guard(Policy policy) throws IOException {
        InstantSource clock = InstantSource.system();
        Clocks clocks = new Clocks(System::nanoTime, clock);
        Chronicle chronicle = new Chronicle(FileJournal.open(folder, JournalLimits.DEFAULTS, clock, Runnable::run));
        FakeContainerEngine engine = new FakeContainerEngine(clock);
        Actor actor = new Actor(
                new Controls(Map.of(), engine, new NoProcesses()),
                new SnapshotHoldings(() -> {
                    throw new AssertionError("nothing is begun here");
                }),
                Runnable::run,
                (condition, limit) -> condition.getAsBoolean(),
                System::nanoTime,
                outcome -> {});
        return new Guard(
                new FastSense(new ProcfsHostProbe(Path.of("/proc"), clock), System::nanoTime),
                new Guard.Mind(
                        new Assessor(),
                        new Pacing(Pacing.HugePages.POSSIBLE),
                        new Planner(),
                        () -> Durations.NONE_LEARNT),
                new Enforcement(actor, chronicle, outcome -> {}, clock, Enforcement.Acting.FOR_REAL),
                chronicle,
                clocks,
                () -> {},
                policy,
                Mode.ACTING);
    }

    private static final class NoProcesses implements ProcessControl {
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
            return false;
        }

        @Override
        public long residentBytes(ProcessRef process) {
            return 0;
        }

        @Override
        public void prepare(List<ProcessRef> processes) {}
    }
}
