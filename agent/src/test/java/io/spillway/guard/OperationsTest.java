package io.spillway.guard;

import static io.spillway.testing.Models.OLLAMA;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static io.spillway.testing.Sizes.mib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.act.ChangeRefusedException;
import io.spillway.act.Outcome;
import io.spillway.act.UnsettledException;
import io.spillway.assess.Level;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.config.Levels;
import io.spillway.guard.Operations.CanLoad.Answer;
import io.spillway.guard.Operations.Report;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.record.Entry;
import io.spillway.sense.ContainerId;
import io.spillway.testing.Eventually;
import io.spillway.testing.Policies;
import io.spillway.testing.docker.FakeContainerEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asks a whole guard, with its own threads, from another one. */
class OperationsTest {
    private static final String OLLAMA_NAME = OLLAMA.toString();
    private static final Levels QUICK = new Levels(80, 90, 95, 98, 3, Duration.ofMillis(200));

    private ServiceRig rig = new ServiceRig(Policies.policy().levels(QUICK).build(), Mode.ACTING);

    @AfterEach
    void close() {
        rig.close();
    }

    private void use(Policies policy, Mode mode) {
        rig.close();
        rig = new ServiceRig(policy.levels(QUICK).build(), mode);
    }

    @Test
    void optimizeOpensTheGatesOfWarningAtLeast() {
        rig.server.load(model("idle:3b").idleFor(Duration.ofSeconds(5)).build());
        rig.server.load(model("busy:3b").busy().build());
        rig.start();

        Report report = rig.operations.optimize();

        assertThat(report.outcomes()).singleElement().isInstanceOf(Outcome.Done.class);
        assertThat(report.message()).startsWith("1 measure done");
        assertThat(rig.server.asked()).containsExactly("unload idle:3b");
        assertThat(rig.journal.told(Entry.Kind.OPERATION)).containsExactly("OPERATION optimize");
        assertThat(rig.operations.snapshot().counters().measures()).containsEntry("unload-model", 1L);
    }

    @Test
    void withNothingToDoItSaysSo() {
        rig.start();

        assertThat(rig.operations.optimize().message()).isEqualTo("nothing to do");
    }

    @Test
    void emergencyScaleDownAtNormalUnloadsEveryModelButEndsNoProgramAndStopsNoContainer() {
        use(Policies.policy().pinned("pinned:3b"), Mode.ACTING);
        rig.server.load(model("pinned:3b").build());
        rig.server.load(model("busy:3b").busy().build());
        rig.processes.run(process("hog", 4711).holding(gib(3)).build());
        rig.engine.run("redis", gib(1), 10, Care.NONE);
        rig.start();

        Report report = rig.operations.emergencyScaleDown();

        assertThat(report.outcomes()).hasSize(2);
        assertThat(rig.server.asked()).containsExactlyInAnyOrder("unload pinned:3b", "unload busy:3b");
        assertThat(rig.processes.signals()).isEmpty();
        assertThat(rig.engine.stopped()).isEmpty();
    }

    @Test
    void emergencyScaleDownStopsContainersOnlyForMemoryThatIsReallyShort() {
        use(Policies.policy(), Mode.PAUSED);
        rig.server.load(model("llama3.2:3b").holding(mib(10)).build());
        ContainerId low = rig.engine.run("low", gib(0.4), 10, Care.NONE);
        rig.engine.run("high", gib(0.4), 20, Care.NONE);
        rig.host.use(91);
        rig.start();

        Report report = rig.operations.emergencyScaleDown();

        assertThat(rig.engine.stopped()).as("91 % less 2.7 % is below CRITICAL").containsExactly(low);
        assertThat(report.outcomes()).hasSize(2);
        assertThat(rig.operations.snapshot().owed()).containsOnlyKeys("low");
    }

    @Test
    void emergencyScaleDownEndsProgramsOneAtATimeAndMeasuresInBetween() {
        use(Policies.policy(), Mode.PAUSED);
        rig.processes.run(process("big", 100).holding(gib(1.5)).build());
        rig.processes.run(process("small", 200).holding(gib(0.3)).build());
        rig.host.use(96);
        rig.start();

        Report report = rig.operations.emergencyScaleDown();

        assertThat(rig.processes.signals()).containsExactly("TERM 100");
        assertThat(report.freedBytes()).isEqualTo(gib(1.5));
    }

    @Test
    void whatFailsIsNotTriedAgainInTheSameOperation() {
        rig.server.load(model("idle:3b").build());
        rig.server.refuseWith(() -> new ChangeRefusedException("not this one"));
        rig.start();

        Report report = rig.operations.optimize();

        assertThat(report.outcomes()).singleElement().isInstanceOf(Outcome.Failed.class);
        assertThat(report.message()).isEqualTo("0 measures done, 0 MiB freed, 1 not done");
    }

    @Test
    void inADryRunTheyOnlySayWhatTheyWouldDo() {
        use(Policies.policy(), Mode.DRY_RUN);
        rig.server.load(model("idle:3b").build());
        rig.start();

        Report report = rig.operations.optimize();
        Report again = rig.operations.optimize();

        assertThat(report.message()).isEqualTo("dry run: 1 measure would be taken");
        assertThat(again.message()).isEqualTo("dry run: 1 measure would be taken");
        assertThat(rig.server.asked()).isEmpty();
    }

    @Test
    void inADryRunNoModelIsLoaded() {
        use(Policies.policy(), Mode.DRY_RUN);
        rig.start();

        assertThat(rig.operations.load(OLLAMA_NAME, "llama3.2:3b")).isEqualTo("dry run: llama3.2:3b would be loaded");

        assertThat(rig.server.asked()).isEmpty();
        assertThat(rig.journal.told(Entry.Kind.OPERATION)).containsExactly("OPERATION load llama3.2:3b");
    }

    @Test
    void aLoadIsWrittenDownWithItsEnd() {
        rig.start();

        rig.operations.load(OLLAMA_NAME, "llama3.2:3b");

        assertThat(rig.journal.told(Entry.Kind.OPERATION)).containsExactly("OPERATION load llama3.2:3b");
        assertThat(rig.journal.recent()).last().extracting(Entry::detail).isEqualTo("loaded llama3.2:3b");
    }

    @Test
    void whoChangesLevelsAtTheSameTimeAsAResetLeavesInTheStoreWhatIsInForce() throws InterruptedException {
        rig.start();
        var saving = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        rig.store.beforeSaving = () -> {
            saving.countDown();
            awaitOrGiveUp(goOn);
        };
        Thread change = new Thread(() -> rig.operations.changeLevels(new Levels(70, 80, 90, 95, 3, Duration.ZERO)));
        Thread reset = new Thread(rig.operations::resetLevels);

        change.start();
        saving.await();
        reset.start();
        Eventually.until(
                "the reset waits or is done",
                () -> reset.getState() == Thread.State.BLOCKED || reset.getState() == Thread.State.TERMINATED);
        goOn.countDown();
        change.join();
        reset.join();

        assertThat(rig.operations.snapshot().policy().levels()).isEqualTo(QUICK);
        assertThat(rig.store.saved).isEmpty();
    }

    private static void awaitOrGiveUp(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatALoopThatStandsStillPublishedLastDoesNotPassForThePresent() {
        rig.server.load(model("idle:3b").build());
        rig.start();
        rig.service.close();
        assertThat(rig.operations.snapshot().assessment().isKnown()).isTrue();

        rig.clockAhead = Duration.ofSeconds(6);

        Snapshot stale = rig.operations.snapshot();
        assertThat(stale.assessment().whyNotKnown()).startsWith("the guard stands still");
        assertThat(stale.inventory().containers().isKnown()).isFalse();
        assertThat(stale.sources()).isNotEmpty().noneMatch(source -> source.state()
                .isKnown());
        assertThat(stale.contingencies()).isEmpty();
        assertThat(stale.resources()).isSameAs(Resources.UNKNOWN);
        assertThat(Health.of(stale, rig.wall.instant()).reasons())
                .singleElement()
                .asString()
                .startsWith("the guard stands still");
        assertThat(rig.operations.canLoad(1).answer()).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void withoutMemoryNothingCanBeDecided() {
        rig.start();
        rig.host.fail("permission denied");
        rig.until("it is blind", snapshot -> !snapshot.assessment().isKnown());

        assertThatThrownBy(rig.operations::optimize)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("memory cannot be read");
        assertThatThrownBy(rig.operations::emergencyScaleDown).isInstanceOf(IllegalStateException.class);
        assertThat(rig.operations.canLoad(1).answer()).isEqualTo(Answer.UNKNOWN);
        assertThat(rig.operations.canLoad(1).reason()).isEqualTo("memory cannot be read: permission denied");
    }

    @Test
    void whatAnOperatorStopsStaysStoppedUntilHeAsks() {
        rig.engine.run("redis", gib(1), 10, Care.NONE);
        rig.host.use(75);
        rig.start();

        assertThat(rig.operations.stopContainer("redis")).isInstanceOf(Outcome.Done.class);
        assertThat(rig.operations.snapshot().owed())
                .containsEntry("redis", "stopped by an operator; to be started again when asked");
        long looks = rig.operations.snapshot().counters().slowPasses();
        rig.until("two more looks", snapshot -> snapshot.counters().slowPasses() >= looks + 2);
        assertThat(rig.operations.snapshot().owed()).containsOnlyKeys("redis");

        assertThat(rig.operations.restoreContainer("redis")).isInstanceOf(Outcome.Done.class);
        assertThat(rig.operations.snapshot().owed()).isEmpty();
        assertThat(rig.journal.told(Entry.Kind.OPERATION))
                .containsExactly("OPERATION stopContainer redis", "OPERATION restoreContainer redis");
    }

    @Test
    void stopContainerRefusesWhatMayOrCanNotBeStopped() {
        rig.engine.run("postgres", gib(1), 10, Care.PROTECTED);
        rig.engine.exit(rig.engine.run("ended", gib(1), 10, Care.NONE));
        rig.host.use(75);
        rig.start();

        assertThatThrownBy(() -> rig.operations.stopContainer("postgres"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'postgres' may not be stopped: it is protected by label or configuration");
        assertThatThrownBy(() -> rig.operations.stopContainer("ended"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'ended' does not run: it is EXITED");
        assertThatThrownBy(() -> rig.operations.stopContainer("pg"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no container 'pg'; there are [postgres, ended]");
        assertThatThrownBy(() -> rig.operations.restoreContainer("postgres"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing is owed to 'postgres'; owed are []");

        rig.engine.become(FakeContainerEngine.Health.DOWN);
        rig.until(
                "the engine is lost",
                snapshot -> !snapshot.inventory().containers().isKnown());
        assertThatThrownBy(() -> rig.operations.stopContainer("postgres"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody listens at the socket");
    }

    @Test
    void restorePutsBackWhatFitsTheLastFirst() {
        use(Policies.policy(), Mode.PAUSED);
        rig.engine.run("one", gib(1), 10, Care.NONE);
        rig.engine.run("two", gib(1), 10, Care.NONE);
        rig.start();
        rig.operations.stopContainer("one");
        rig.operations.stopContainer("two");
        rig.host.use(65);
        rig.until("it is seen", snapshot -> snapshot.assessment()
                .map(known -> known.reading().usedPercent() > 64)
                .orElse(false));

        Report report = rig.operations.restore();

        assertThat(report.message())
                .isEqualTo(
                        "1 measure done, 0 MiB freed; 1 still owed: there is no room below WARNING, or it did not work");
        assertThat(rig.operations.snapshot().owed()).containsOnlyKeys("one");
    }

    @Test
    void unloadTakesOneModelWhateverTheLevel() {
        rig.server.load(model("nomic-embed-text:latest").busy().build());
        rig.start();

        assertThat(rig.operations.unload("ollama", "nomic-embed-text")).isInstanceOf(Outcome.Done.class);
        assertThat(rig.server.asked()).containsExactly("unload nomic-embed-text:latest");
    }

    @Test
    void unloadRefusesWhatIsNotThere() {
        rig.server.load(model("qwen2.5:3b").build());
        rig.host.use(75);
        rig.start();

        assertThatThrownBy(() -> rig.operations.unload("vllm", "qwen2.5:3b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no runtime 'vllm'; there are [ollama@http://127.0.0.1:11434]");
        assertThatThrownBy(() -> rig.operations.unload(OLLAMA_NAME, "qwen"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'qwen' is not loaded; loaded are [qwen2.5:3b]");

        rig.server.fail("a bug");
        rig.until(
                "the server is lost",
                snapshot -> !snapshot.inventory().runtimes().get(0).models().isKnown());
        assertThatThrownBy(() -> rig.operations.unload(OLLAMA_NAME, "qwen2.5:3b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("whether 'qwen2.5:3b' is loaded is unknown");
    }

    @Test
    void loadIsRefusedWithoutRoomAndWithTheServersWords() {
        rig.start();
        assertThat(rig.operations.load("ollama", "qwen2.5:3b")).isEqualTo("loaded qwen2.5:3b");

        rig.server.refuseWith(() -> new ChangeRefusedException("no such model"));
        assertThatThrownBy(() -> rig.operations.load("ollama", "qwen3:3b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no such model");

        rig.server.refuseWith(() -> new IllegalStateException("a bug"));
        assertThatThrownBy(() -> rig.operations.load("ollama", "qwen3:3b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");

        rig.host.use(91);
        rig.until("CRITICAL", snapshot -> level(snapshot) == Level.CRITICAL);
        assertThatThrownBy(() -> rig.operations.load("ollama", "qwen3:3b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no room for 'qwen3:3b': the level is CRITICAL");
    }

    @Test
    void pinsAreInTheSnapshotWhenTheCallReturns() {
        rig.start();
        for (int i = 0; i < 20; i++) {
            rig.operations.pin("nomic-embed-text");
            assertThat(rig.operations.snapshot().policy().pinned()).containsExactly("nomic-embed-text");
            rig.operations.unpin("nomic-embed-text:latest");
            assertThat(rig.operations.snapshot().policy().pinned()).isEmpty();
        }

        assertThatThrownBy(() -> rig.operations.unpin("qwen2.5:3b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'qwen2.5:3b' is not pinned; pinned are []");
        assertThatThrownBy(() -> rig.operations.pin(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void levelsAreInForceInTheSnapshotAndKeptWhenTheCallReturns() {
        Levels wanted = new Levels(40, 50, 60, 70, 2, Duration.ofSeconds(1));
        rig.start();

        rig.operations.changeLevels(wanted);

        assertThat(rig.operations.snapshot().policy().levels()).isEqualTo(wanted);
        assertThat(rig.store.saved).containsExactly(wanted);
        rig.until("50 % is CRITICAL now", snapshot -> level(snapshot) == Level.CRITICAL);

        rig.operations.resetLevels();
        assertThat(rig.operations.snapshot().policy().levels()).isEqualTo(QUICK);
        assertThat(rig.store.saved).isEmpty();
        assertThat(rig.journal.told(Entry.Kind.OPERATION))
                .containsExactly(
                        "OPERATION changeLevels 40.0/50.0/60.0/70.0", "OPERATION resetLevels 80.0/90.0/95.0/98.0");
    }

    @Test
    void levelsThatCannotBeKeptAreSaidSo() {
        rig.store.refusal = "in force but not kept: the disk is full";
        rig.start();

        assertThatThrownBy(() -> rig.operations.changeLevels(Levels.DEFAULTS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("in force but not kept: the disk is full");
        assertThat(rig.operations.snapshot().policy().levels()).isEqualTo(Levels.DEFAULTS);
    }

    @Test
    void canLoadTellsTheRoomBelowWarning() {
        rig.start();

        assertThat(rig.operations.canLoad(gib(4)).answer()).isEqualTo(Answer.YES);
        assertThat(rig.operations.canLoad(gib(5)).answer()).isEqualTo(Answer.NO);
        assertThat(rig.operations.canLoad(0).reason()).isEqualTo("4.5 GiB fit below WARNING (80.0 % of 15.0 GiB)");
        assertThatThrownBy(() -> rig.operations.canLoad(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void previewPlanTellsWhatWouldBeDone() {
        rig.server.load(model("idle:3b").build());
        rig.start();

        assertThat(rig.operations.previewPlan(Level.EMERGENCY).measures())
                .extracting(measure -> measure.target().name())
                .containsExactly("ollama/idle:3b");
        assertThat(rig.server.asked()).isEmpty();
    }

    @Test
    void previewPlanIsRefusedBeforeTheFirstLook() {
        assertThatThrownBy(() -> rig.operations.previewPlan(Level.EMERGENCY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no plan yet");
    }

    @Test
    void pauseAndResumeAreInTheSnapshotWhenTheCallReturns() {
        rig.start();

        rig.operations.pause();
        assertThat(rig.operations.snapshot().mode()).isEqualTo(Mode.PAUSED);
        rig.operations.resume();
        assertThat(rig.operations.snapshot().mode()).isEqualTo(Mode.ACTING);
    }

    @Test
    void whatIsBeingActedOnIsNotActedOnTwice() {
        rig.server.load(model("llama3.2:3b").runner(500).build());
        rig.processes.run(process("runner", 500).holding(gib(1)).build());
        rig.processes.makeUndying(
                rig.processes.processes().orElse(List.of()).get(0).ref());
        rig.server.refuseWith(() -> new UnsettledException("busy"));
        rig.host.use(96);
        rig.start();
        rig.until("it is being ended", snapshot -> !snapshot.inProgress().isEmpty());

        assertThatThrownBy(() -> rig.operations.unload("ollama", "llama3.2:3b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ollama/llama3.2:3b is being acted on; ask again when that has ended");
    }

    @Test
    void afterTheEndNothingCanBeAsked() {
        rig.start();
        rig.close();

        assertThatThrownBy(rig.operations::optimize)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Spillway has ended: optimize cannot be done");
        assertThatThrownBy(() -> rig.operations.pin("qwen2.5:3b")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptedAskerIsToldSo() {
        var told = new AtomicReference<>("");
        Thread asker = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                rig.operations.pin("qwen2.5:3b");
            } catch (IllegalStateException interrupted) {
                told.set(interrupted.getMessage() + " " + Thread.currentThread().isInterrupted());
            }
        });

        asker.start();
        Eventually.until("it is told", () -> !"".equals(told.get()));
        rig.start();

        assertThat(told).hasValue("interrupted while waiting for pin: it goes on, the journal will tell true");
        rig.until("it went on", snapshot -> !snapshot.policy().pinned().isEmpty());
    }

    private static Level level(Snapshot snapshot) {
        return snapshot.assessment().map(known -> known.level()).orElse(Level.NORMAL);
    }
}
