package io.spillway.guard;

import static io.spillway.testing.Models.OLLAMA;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static io.spillway.testing.Sizes.mib;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.assess.Level;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.plan.Durations;
import io.spillway.plan.Planner;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.ProcessTable;
import io.spillway.sense.Sensed;
import io.spillway.testing.FakeHost;
import io.spillway.testing.FakeProcesses;
import io.spillway.testing.FakeRuntime;
import io.spillway.testing.ManualClock;
import io.spillway.testing.ManualExecutor;
import io.spillway.testing.Snapshots;
import io.spillway.testing.docker.FakeContainerEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryKeeperTest {
    private final ManualClock clock = new ManualClock();
    private final FakeProcesses processes = new FakeProcesses(new FakeHost(50), clock);
    private final FakeRuntime server = new FakeRuntime(OLLAMA, processes, clock);
    private final FakeContainerEngine engine = new FakeContainerEngine(clock);
    private final ManualExecutor executor = new ManualExecutor();
    private final List<InventoryUpdate> updates = new ArrayList<>();
    private Snapshot snapshot = Snapshots.normal().build();
    private final InventoryKeeper keeper = new InventoryKeeper(
            new Sources(List.of(server), engine, processes),
            () -> new Resources(12.5, 2, 40),
            processes,
            new Planner(),
            () -> Durations.NONE_LEARNT,
            executor,
            new Clocks(clock, clock),
            () -> snapshot,
            updates::add);

    @Test
    void itHandsOverWhatEachSourceKnowsAndWhatWouldBeDoneAtEachLevel() {
        server.load(model("qwen2.5:3b").build());
        engine.run("redis", gib(1), 10, Care.NONE);
        keeper.pass();
        assertThat(last().inventory().models()).as("nobody has answered yet").isEmpty();
        assertThat(last().resources()).isSameAs(Resources.UNKNOWN);

        executor.runAll();
        keeper.pass();

        assertThat(last().inventory().models()).hasSize(1);
        assertThat(last().inventory().containers().orElse(List.of())).hasSize(1);
        assertThat(last().contingencies()).containsOnlyKeys(Level.values());
        assertThat(last().resources().cpuPercent()).isEqualTo(12.5);
        assertThat(SourceList.of(last().inventory()))
                .extracting(one -> one.name() + ": " + one.state().orElse("?"))
                .containsExactly(
                        "processes: 0 processes",
                        "containers: 1 containers",
                        "ollama@http://127.0.0.1:11434: 1 models loaded");
    }

    @Test
    void theLikeliestVictimsAreGotReady() {
        ProcessRef hog = processes.run(process("hog", 4711).holding(gib(6)).build());

        keeper.pass();

        assertThat(processes.prepared()).containsExactly(hog);
    }

    @Test
    void soAreThoseThatGrowThoughManyLargerOnesStandStill() {
        for (int pid = 100; pid < 100 + Watchlist.LARGEST; pid++) {
            processes.run(process("large", pid).holding(gib(1)).build());
        }
        ProcessRef still = processes.run(process("still", 10).holding(mib(150)).build());
        ProcessRef hog = processes.run(process("hog", 4711).holding(mib(70)).build());
        keeper.pass();
        processes.grow(hog, mib(100));
        clock.advance(Duration.ofSeconds(10));

        keeper.pass();

        assertThat(processes.prepared())
                .hasSize(Watchlist.LARGEST + 1)
                .contains(hog)
                .doesNotContain(still);
    }

    @Test
    void anAnswerIsNoReasonToWalkThroughTheProcessesOnceMore() {
        keeper.pass();
        executor.runAll();
        keeper.pass();
        assertThat(processes.scans()).isEqualTo(1);

        keeper.nudge();
        keeper.pass();
        assertThat(processes.scans()).isEqualTo(2);

        clock.advance(keeper.pass());
        keeper.pass();
        assertThat(processes.scans()).isEqualTo(3);
    }

    @Test
    void atRestItLooksSeldomAndWhenItGetsTightOften() {
        snapshot = Snapshots.normal().withAvailableBytes(10 * Snapshots.GIB).build();
        assertThat(keeper.pass()).isEqualTo(Duration.ofSeconds(5));

        snapshot = Snapshots.normal().withAvailableBytes(4 * Snapshots.GIB).build();
        keeper.nudge();
        assertThat(keeper.pass()).isEqualTo(Duration.ofSeconds(1));

        snapshot = Snapshots.normal().withLevel(Level.WARNING).build();
        keeper.nudge();
        assertThat(keeper.pass()).isEqualTo(Duration.ofMillis(500));

        snapshot = Snapshots.unknown("permission denied").build();
        keeper.nudge();
        assertThat(keeper.pass()).isEqualTo(Duration.ofSeconds(1));
        assertThat(last().contingencies())
                .as("without memory nothing can be reckoned")
                .isEmpty();
    }

    @Test
    void aServerThatHangsBecomesUnknownAndComesBack() {
        keeper.pass();
        executor.runAll();
        clock.advance(Duration.ofSeconds(5));
        keeper.pass();
        clock.advance(Duration.ofSeconds(5).plusMillis(1));
        keeper.pass();

        assertThat(last().inventory().runtimes().get(0).models())
                .isEqualTo(new Sensed.Unknown<>("has not answered for 5.0 s", ManualClock.START.plusSeconds(5)));
        assertThat(last().inventory().processes().isKnown()).isTrue();

        executor.runAll();
        keeper.pass();
        assertThat(last().inventory().runtimes().get(0).models().isKnown()).isTrue();
    }

    @Test
    void aFaultMakesTheInventoryUnknownAndTheNextLookIsANewChance() {
        processes.failScans("a bug");

        assertThat(keeper.guardedPass()).isEqualTo(Duration.ofSeconds(1));
        assertThat(last().inventory().processes().whyNotKnown())
                .isEqualTo("fault: java.lang.IllegalStateException: a bug");
        assertThat(last().inventory().containers()).isInstanceOf(Sensed.Unknown.class);
        assertThat(last().inventory().runtimes()).hasSize(1);
        assertThat(last().contingencies()).isEmpty();

        processes.failScans("");
        keeper.nudge();
        keeper.guardedPass();
        assertThat(last().inventory().processes().isKnown()).isTrue();
    }

    @Test
    void aSliceInTheMiddleOfTheProcessTableIsNoNews() {
        InventoryKeeper sliced = new InventoryKeeper(
                new Sources(List.of(), engine, new ThreeSlices()),
                () -> Resources.UNKNOWN,
                processes,
                new Planner(),
                () -> Durations.NONE_LEARNT,
                executor,
                new Clocks(clock, clock),
                () -> snapshot,
                updates::add);
        sliced.pass();
        executor.runAll();
        sliced.pass();
        int before = updates.size();

        clock.advance(sliced.pass());
        sliced.pass();
        assertThat(updates).hasSize(before);

        clock.advance(sliced.pass());
        sliced.pass();
        assertThat(updates).hasSize(before + 1);
        assertThat(last().inventory().processes().isKnown()).isTrue();
    }

    private final class ThreeSlices implements ProcessTable {
        private int slices;
        private Sensed<List<ProcessInfo>> known = Sensed.Unknown.notYetSeen(clock.instant());

        @Override
        public boolean scanSlice() {
            slices++;
            if (slices % 3 == 0) {
                known = new Sensed.Known<>(List.of(), clock.instant());
            }
            return slices % 3 == 0;
        }

        @Override
        public Sensed<List<ProcessInfo>> processes() {
            return known;
        }

        @Override
        public List<Long> ownPids() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private InventoryUpdate last() {
        return updates.get(updates.size() - 1);
    }
}
