package io.spillway.guard;

import static io.spillway.testing.Models.model;
import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static io.spillway.testing.Sizes.mib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.act.ActException;
import io.spillway.act.UnsettledException;
import io.spillway.assess.Level;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Landscape;
import io.spillway.plan.Plan;
import io.spillway.record.Entry;
import io.spillway.sense.ContainerId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import io.spillway.testing.Policies;
import io.spillway.testing.docker.FakeContainerEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Duration HOLD_DOWN = Duration.ofSeconds(31);

    private Rig rig = new Rig();

    @Test
    void aProgramIsEndedOnTheVeryPassThatRaisesTheLevel() {
        ProcessRef hog = rig.processes.run(process("hog", 4711).holding(gib(3)).build());
        rig.look();
        rig.pass();

        Snapshot snapshot = rig.rise(96);

        assertThat(rig.processes.signals()).containsExactly("TERM " + hog.pid());
        assertThat(snapshot.assessment().map(known -> known.level()).orElse(Level.NORMAL))
                .isEqualTo(Level.EMERGENCY);
        assertThat(snapshot.inProgress()).containsExactly("kill-process hog[4711]");
    }

    @Test
    void whoHasGrownLargestSinceTheLookGetsTheSignal() {
        rig.processes.run(process("bystander", 100).holding(mib(300)).build());
        ProcessRef hog = rig.processes.run(process("hog", 200).holding(mib(100)).build());
        rig.look();
        rig.pass();
        rig.processes.prepare(List.of(new ProcessRef(100, 1), hog));
        rig.processes.grow(hog, mib(900));

        rig.rise(96);

        assertThat(rig.processes.signals()).first().isEqualTo("TERM 200");
    }

    @Test
    void whatItHeldAtTheSignalCountsAsReliefToComeHoweverLittleTimeIsLeft() {
        rig.processes.run(process("bystander", 100).holding(mib(300)).build());
        ProcessRef hog = rig.processes.run(process("hog", 200).holding(mib(100)).build());
        rig.processes.makeUndying(hog);
        rig.look();
        rig.pass();
        rig.processes.prepare(List.of(hog));
        rig.processes.grow(hog, gib(4));
        rig.host.use(96);
        rig.pass(Duration.ofMillis(100));

        rig.host.use(97);
        rig.pass();
        rig.look();
        rig.pass(Duration.ofMillis(1));

        assertThat(rig.processes.signals()).containsExactly("KILL 200");
    }

    @Test
    void theOutcomeIsJournalledAtItsLevelAfterTheChangeOfLevel() {
        rig.processes.run(process("hog", 4711).holding(gib(3)).build());
        rig.look();
        rig.pass();

        rig.host.use(96);
        rig.pass();
        rig.act();

        assertThat(rig.journal.told()).containsExactly("LEVEL_CHANGED NORMAL", "MEASURE_DONE kill-process hog[4711]");
        assertThat(rig.journal.recent()).extracting(Entry::level).containsOnly("EMERGENCY");
        assertThat(rig.journal.recent().get(1).freedBytes()).isEqualTo(gib(3));
        assertThat(rig.guard.snapshot().counters().freedBytes()).isEqualTo(gib(3));
        assertThat(rig.guard.snapshot().counters().measures()).containsEntry("kill-process", 1L);
        assertThat(rig.lessons).hasSize(1);
    }

    @Test
    void aWorkingModelThatIsNeitherEssentialNorPinnedIsUnloadedAtCriticalAndNotBefore() {
        rig.server.load(model("llama3.2:3b").holding(gib(2)).busy().build());
        rig.look();
        rig.pass();

        rig.rise(89);
        rig.act();
        assertThat(rig.server.asked()).isEmpty();

        rig.rise(91);
        rig.act();
        assertThat(rig.server.asked()).containsExactly("unload llama3.2:3b");
        assertThat(rig.journal.recent())
                .filteredOn(entry -> entry.kind() == Entry.Kind.MEASURE_DONE)
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).contains("neither essential nor pinned"));
    }

    @Test
    void atEmergencyForceOvertakesABusyModelThatWasOnlyAsked() {
        ProcessRef runner =
                rig.processes.run(process("ollama", 77).holding(gib(2)).build());
        rig.server.load(
                model("llama3.2:3b").busy().holding(gib(2)).runner(runner.pid()).build());
        rig.look();
        rig.pass();
        rig.rise(91);
        assertThat(rig.guard.snapshot().inProgress()).containsExactly("unload-model ollama/llama3.2:3b");

        rig.server.refuseWith(() -> new UnsettledException("busy"));
        rig.rise(96);
        assertThat(rig.guard.snapshot().inProgress()).containsExactly("force-unload-model ollama/llama3.2:3b");
        rig.forced.runAll();
        assertThat(rig.processes.signals()).containsExactly("KILL 77");

        rig.pass();
        rig.lane.runAll();
        rig.pass();
        assertThat(rig.guard.snapshot().inProgress()).isEmpty();
        assertThat(rig.journal.told())
                .contains(
                        "MEASURE_DONE force-unload-model ollama/llama3.2:3b",
                        "MEASURE_UNSETTLED unload-model ollama/llama3.2:3b");
    }

    @Test
    void aNewInventoryCallsForAPlan() {
        rig.host.use(96);
        rig.pass();
        rig.processes.run(process("hog", 4711).holding(gib(3)).build());

        rig.pass(Duration.ofMillis(1));
        assertThat(rig.processes.signals()).isEmpty();

        rig.look();
        rig.pass(Duration.ofMillis(1));
        assertThat(rig.processes.signals()).containsExactly("TERM 4711");
    }

    @Test
    void theCleanupPassComesEvery30SecondsWhateverTheLevel() {
        rig.look();
        Plan first = rig.pass().lastPlan();

        for (int second = 1; second < 30; second++) {
            assertThat(rig.pass(Duration.ofSeconds(1)).lastPlan()).isSameAs(first);
        }

        assertThat(rig.pass(Duration.ofSeconds(1)).lastPlan()).isNotSameAs(first);
    }

    @Test
    void aboveNormalItPlansEvery50MillisecondsAtMost() {
        rig.look();
        rig.rise(85);
        Plan first = rig.pass(Duration.ofMillis(100)).lastPlan();

        rig.pass(Duration.ofMillis(49));
        assertThat(rig.guard.snapshot().lastPlan()).isSameAs(first);

        rig.pass(Duration.ofMillis(1));
        assertThat(rig.guard.snapshot().lastPlan()).isNotSameAs(first);
    }

    @Test
    void processesAreEndedOneAtATimeAndMemoryIsMeasuredInBetween() {
        rig.processes.run(process("big", 100).holding(gib(1)).build());
        rig.processes.run(process("small", 200).holding(gib(0.5)).build());
        rig.look();
        rig.pass();

        rig.rise(97);
        rig.pass();
        assertThat(rig.processes.signals()).containsExactly("TERM 100");

        // Somebody else gave back what was missing meanwhile: the second lives.
        rig.host.use(80);
        rig.act();
        rig.settle();
        assertThat(rig.processes.signals()).containsExactly("TERM 100");
    }

    @Test
    void theNextOneWaitsUntilTheMemoryOfTheOneBeforeIsBack() {
        rig.processes.run(process("big", 100).holding(gib(1)).build());
        rig.processes.run(process("small", 200).holding(gib(0.5)).build());
        rig.look();
        rig.pass();
        rig.rise(97);

        rig.lane.runAll();
        rig.host.use(97);
        rig.pass();
        rig.pass();
        assertThat(rig.processes.signals()).as("nothing has come back yet").containsExactly("TERM 100");

        rig.pass(Duration.ofSeconds(5));
        assertThat(rig.processes.signals()).as("it does not come back").containsExactly("TERM 100", "TERM 200");
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeTheNextOneWait() {
        rig.processes.run(process("big", 100).holding(gib(1)).build());
        rig.processes.run(process("small", 200).holding(gib(0.5)).build());
        rig.look();
        rig.pass();
        rig.rise(97);
        rig.lane.runAll();
        rig.host.use(97);
        rig.pass();

        rig.clock.set(Duration.ofHours(-1));
        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.processes.signals()).containsExactly("TERM 100", "TERM 200");
    }

    @Test
    void oneThatNotEvenKillEndsHoldsUpTheNextForTwoSeconds() {
        ProcessRef stuck =
                rig.processes.run(process("stuck", 100).holding(gib(3)).build());
        rig.processes.makeUndying(stuck);
        rig.processes.run(process("small", 200).holding(gib(0.5)).build());
        rig.look();
        rig.pass();
        rig.rise(97);
        Duration patience = Duration.ofSeconds(2);

        rig.pass(patience.plusMillis(1_500));
        assertThat(rig.processes.signals()).containsExactly("TERM 100");

        rig.pass(Duration.ofMillis(500));
        assertThat(rig.processes.signals()).containsExactly("TERM 100", "TERM 200");
    }

    @Test
    void aNewInventoryIsInTheSnapshotBeforeAnyMeasureIsPlannedFromIt() {
        rig.pass();
        rig.server.load(model("new:3b").build());

        rig.look();

        assertThat(rig.guard.snapshot().inventory())
                .isEqualTo(rig.guard.landscape().inventory());
        assertThat(rig.guard.snapshot().inventory().models()).hasSize(1);
    }

    @Test
    void theNextOneFollowsWhenMemoryIsStillShort() {
        rig.processes.run(process("big", 100).holding(mib(300)).build());
        rig.processes.run(process("small", 200).holding(mib(270)).build());
        rig.look();
        rig.pass();

        rig.rise(97);
        rig.act();

        assertThat(rig.processes.signals()).containsExactly("TERM 100", "TERM 200");
    }

    @Test
    void withLessThanASecondLeftTheyAreEndedAtOnce() {
        rig.processes.run(process("big", 100).holding(mib(300)).build());
        rig.processes.run(process("small", 200).holding(mib(270)).build());
        rig.look();
        rig.pass();

        rig.host.use(96);
        rig.pass(Duration.ofMillis(10));

        assertThat(rig.processes.signals()).containsExactly("KILL 100", "KILL 200");
    }

    @Test
    void aTargetIsNotActedOnAgainUntilItsOutcomeAndANewerInventory() {
        rig.server.load(model("llama3.2:3b").holding(gib(2)).build());
        rig.server.refuseWith(() -> new UnsettledException("busy"));
        rig.look();
        rig.pass();
        rig.host.use(91);
        rig.pass();
        rig.pass();
        assertThat(rig.lane.waiting()).as("one at a time for one target").isEqualTo(1);

        rig.act();
        rig.pass();
        assertThat(rig.lane.waiting()).as("its outcome is no inventory").isZero();

        rig.look();
        rig.pass();
        assertThat(rig.lane.waiting()).isEqualTo(1);
    }

    @Test
    void pausedNothingIsBegunAndTheSnapshotStaysFresh() {
        rig = new Rig(Policies.policy().build(), Mode.PAUSED);
        rig.processes.run(process("hog", 4711).holding(gib(3)).build());
        rig.look();
        rig.host.use(99);

        for (int i = 0; i < 20; i++) {
            Snapshot snapshot = rig.pass();
            assertThat(snapshot.at()).isEqualTo(rig.clock.instant());
        }

        assertThat(rig.processes.signals()).isEmpty();
        assertThat(rig.guard.snapshot().mode()).isEqualTo(Mode.PAUSED);
        assertThat(rig.journal.told(Entry.Kind.LEVEL_CHANGED)).hasSize(1);

        rig.guard.change(Mode.ACTING);
        rig.pass();
        assertThat(rig.processes.signals()).containsExactly("TERM 4711");
    }

    @Test
    void aPausedGuardPublishesNoMoreOftenThanOneThatActs() {
        rig = new Rig(Policies.policy().build(), Mode.PAUSED);
        rig.pass();
        Snapshot before = rig.guard.snapshot();

        rig.pass(Duration.ofMillis(1));

        assertThat(rig.guard.snapshot()).isSameAs(before);
    }

    @Test
    void aDryRunTouchesNothingAndTellsEachMeasureOnceAMinute() {
        rig = new Rig(Policies.policy().build(), Mode.DRY_RUN);
        rig.processes.run(process("hog", 4711).holding(gib(3)).build());
        rig.processes.run(process("next", 4712).holding(gib(2)).build());
        rig.server.load(model("llama3.2:3b").holding(mib(100)).build());
        rig.look();
        rig.host.use(96);

        for (int second = 0; second < 59; second++) {
            rig.look();
            rig.pass(Duration.ofSeconds(1));
        }

        assertThat(rig.journal.told())
                .as("the level first; what would be freed counts, so nobody else is named")
                .containsExactly(
                        "LEVEL_CHANGED NORMAL",
                        "MEASURE_DRY_RUN force-unload-model ollama/llama3.2:3b",
                        "MEASURE_DRY_RUN kill-process hog[4711]");
        assertThat(rig.journal.recent()).extracting(Entry::level).containsOnly("EMERGENCY");
        assertThat(rig.processes.signals()).isEmpty();
        assertThat(rig.server.asked()).isEmpty();
        assertThat(rig.lane.waiting()).isZero();

        rig.look();
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.journal.told(Entry.Kind.MEASURE_DRY_RUN)).hasSize(4);
    }

    @Test
    void whileMemoryCannotBeReadTheLevelIsUnknownAndNothingIsBegun() {
        rig.processes.run(process("hog", 4711).holding(gib(3)).build());
        rig.look();
        rig.host.use(79);
        rig.pass();
        rig.look();

        rig.host.fail("/proc/meminfo: no such file");
        rig.host.use(99);
        rig.pass();
        rig.look();
        Snapshot blind = rig.pass();

        assertThat(blind.assessment())
                .isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.reason())
                        .isEqualTo("/proc/meminfo: no such file"));
        assertThat(blind.at()).isEqualTo(rig.clock.instant());
        assertThat(stateOf(blind, "memory")).isInstanceOf(Sensed.Unknown.class);
        assertThat(rig.processes.signals()).isEmpty();
        assertThat(rig.journal.told()).containsExactly("SOURCE_LOST memory");
        assertThat(rig.journal.recent().get(0).level()).isEqualTo("UNKNOWN");

        rig.host.fail("");
        Snapshot back = rig.pass(Duration.ofMinutes(10));

        assertThat(back.assessment().isKnown()).isTrue();
        assertThat(stateOf(back, "memory").isKnown()).isTrue();
        assertThat(rig.processes.signals()).containsExactly("TERM 4711");
        assertThat(rig.journal.told()).contains("SOURCE_BACK memory");
    }

    @Test
    void memoryThatMakesNoSenseIsUnknownToo() {
        rig.host.tellAvailable(Long.MAX_VALUE);

        Snapshot snapshot = rig.pass();

        assertThat(snapshot.assessment())
                .isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains("a host in memory makes no sense"));
    }

    @Test
    void beforeTheFirstLookNothingIsFine() {
        assertThat(Health.of(rig.guard.snapshot(), rig.clock.instant()).status())
                .isEqualTo(Health.Status.UNHEALTHY);

        Snapshot snapshot = rig.pass();

        Health health = Health.of(snapshot, rig.clock.instant());
        assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(health.reasons())
                .containsExactly(
                        "processes has not been looked at yet",
                        "containers has not been looked at yet",
                        "ollama@http://127.0.0.1:11434 has not been looked at yet");
        assertThat(rig.journal.told()).as("nothing was lost").isEmpty();

        rig.look();
        rig.pass();
        assertThat(Health.of(rig.guard.snapshot(), rig.clock.instant()).status())
                .isEqualTo(Health.Status.HEALTHY);
        assertThat(rig.journal.told()).isEmpty();
    }

    @Test
    void atRestEveryPassPublishesSoThatNothingEverLooksStale() {
        rig.look();
        for (int i = 0; i < 100; i++) {
            long sleepNanos = rig.guard.pass();
            assertThat(Duration.ofNanos(sleepNanos)).isLessThanOrEqualTo(Duration.ofSeconds(1));
            rig.clock.advance(Duration.ofNanos(sleepNanos));
            if (i % 5 == 0) {
                rig.look();
            }

            assertThat(Health.isFresh(rig.guard.snapshot(), rig.clock.instant()))
                    .isTrue();
            assertThat(rig.guard.snapshot().at())
                    .isAfterOrEqualTo(rig.clock.instant().minusSeconds(1).minusMillis(1));
        }
    }

    @Test
    void betweenTwoPublicationsAPassLeavesTheSnapshotAlone() {
        rig.look();
        rig.pass();
        Snapshot before = rig.guard.snapshot();

        for (int i = 0; i < 9; i++) {
            rig.pass(Duration.ofMillis(10));
        }
        assertThat(rig.guard.snapshot()).isSameAs(before);

        rig.pass(Duration.ofMillis(10));
        assertThat(rig.guard.snapshot()).isNotSameAs(before);
    }

    @Test
    void aSlowPaceThatHasNotLookedForLongIsSaidSo() {
        rig.look();
        rig.pass();

        for (int i = 0; i < 31; i++) {
            rig.pass(Duration.ofSeconds(1));
        }

        assertThat(Health.of(rig.guard.snapshot(), rig.clock.instant()).reasons())
                .singleElement()
                .asString()
                .startsWith("inventory does not answer");
        assertThat(rig.journal.told()).containsExactly("SOURCE_LOST inventory");

        rig.look();
        rig.pass();
        assertThat(Health.of(rig.guard.snapshot(), rig.clock.instant()).status())
                .isEqualTo(Health.Status.HEALTHY);
        assertThat(rig.journal.told()).containsExactly("SOURCE_LOST inventory", "SOURCE_BACK inventory");
    }

    @Test
    void aFaultOfTheLoopIsShownAndTheLoopGoesOn() {
        rig.look();
        rig.pass();
        assertThat(rig.guard.ask(() -> {
                    throw new IllegalStateException("a bug");
                }))
                .isTrue();

        rig.guard.readInbox();
        assertThat(Health.of(rig.guard.snapshot(), rig.clock.instant()).reasons())
                .singleElement()
                .asString()
                .contains("guard does not answer", "a bug");

        rig.pass();
        assertThat(Health.of(rig.guard.snapshot(), rig.clock.instant()).status())
                .isEqualTo(Health.Status.HEALTHY);
        assertThat(rig.journal.told()).containsExactly("SOURCE_LOST guard", "SOURCE_BACK guard");
    }

    @Test
    void anErrorOfTheLoopIsShownAndTheLoopGoesOn() {
        rig.look();
        rig.pass();
        assertThat(rig.guard.ask(() -> {
                    throw new NoClassDefFoundError("the jar was replaced");
                }))
                .isTrue();

        rig.guard.readInbox();
        assertThat(Health.of(rig.guard.snapshot(), rig.clock.instant()).reasons())
                .singleElement()
                .asString()
                .contains("guard does not answer", "the jar was replaced");

        rig.pass();
        assertThat(Health.of(rig.guard.snapshot(), rig.clock.instant()).status())
                .isEqualTo(Health.Status.HEALTHY);
    }

    @Test
    void anErrorOfTheProbeMakesTheLevelUnknownAndTheNextReadingIsANewChance() {
        rig.look();
        rig.host.breakWith(new NoClassDefFoundError("the jar was replaced"));

        assertThat(rig.pass().assessment().whyNotKnown()).contains("the jar was replaced");

        rig.host.breakWith(null);
        assertThat(rig.pass().assessment().isKnown()).isTrue();
    }

    @Test
    void aThreadThatEndsUnaskedSaysSo() {
        rig.host.breakWith(new OutOfMemoryError("the host's heap"));

        assertThatThrownBy(rig.guard::run).isInstanceOf(OutOfMemoryError.class);

        assertThat(rig.guard.hasEndedUnasked()).isTrue();
        assertThat(rig.journal.told()).containsExactly("SOURCE_LOST guard");
        assertThat(Health.of(rig.guard.snapshot(), rig.clock.instant()).reasons())
                .anySatisfy(reason -> assertThat(reason).contains("guard", "its thread has ended"));
    }

    @Test
    void oneThatWasStoppedDidNotEndUnasked() {
        rig.guard.stop();

        rig.guard.run();

        assertThat(rig.guard.hasEndedUnasked()).isFalse();
    }

    @Test
    void ofTwoInventoriesThatWaitOnlyTheNewerIsTakenIn() {
        rig.pass();
        InventoryUpdate older = handed();
        rig.processes.run(process("new", 4711).build());
        InventoryUpdate newer = handed();

        rig.guard.tell(older);
        rig.guard.tell(newer);
        Snapshot snapshot = rig.pass();

        assertThat(snapshot.inventory()).isEqualTo(newer.inventory());
        assertThat(snapshot.counters().slowPasses()).isEqualTo(1);
    }

    private InventoryUpdate handed() {
        return new InventoryUpdate(
                new Landscape(rig.inventory(), rig.guard.policy()), Map.of(), Snapshot.Resources.UNKNOWN);
    }

    @Test
    void aChangeOfLevelAndAFastFillCallForAFreshLook() {
        rig.look();
        rig.pass();
        assertThat(rig.nudges).isZero();

        rig.host.use(60);
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.nudges).isEqualTo(1);

        rig.host.use(91);
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.nudges).isEqualTo(2);
    }

    @Test
    void nothingIsToldOfAShortfallThatTheNextLookAtTheProcessesEnds() {
        rig.look();
        rig.host.use(96);
        rig.pass();
        rig.processes.run(process("hog", 4711).holding(gib(3)).build());
        rig.pass();
        rig.look();
        rig.pass();
        rig.settle();

        assertThat(rig.journal.told())
                .startsWith("LEVEL_CHANGED NORMAL", "MEASURE_DONE kill-process hog[4711]")
                .doesNotContain("SHORTFALL plan");
    }

    @Test
    void whatCannotBeFreedIsToldOnce() {
        rig.look();
        rig.host.use(96);

        for (int i = 0; i < 10; i++) {
            rig.pass();
        }

        assertThat(rig.journal.told()).containsExactly("LEVEL_CHANGED NORMAL", "SHORTFALL plan");
        assertThat(rig.journal.recent()).extracting(Entry::level).containsOnly("EMERGENCY");
    }

    @Test
    void stoppedContainersAreOwedAndPutBackInReverseOrderOnlyAtNormal() {
        ContainerId low = rig.engine.run("low", gib(0.5), 10, Care.NONE);
        ContainerId high = rig.engine.run("high", gib(1), 20, Care.NONE);
        rig.look();
        rig.pass();
        rig.host.use(99);
        rig.pass();
        Snapshot stopped = rig.settle();
        assertThat(rig.engine.stopped()).containsExactly(low, high);
        assertThat(stopped.owed()).containsOnlyKeys("low", "high");

        rig.host.use(50);
        rig.settle();
        assertThat(rig.guard.snapshot().owed())
                .as("not NORMAL before the hold-down")
                .hasSize(2);

        rig.pass(HOLD_DOWN);
        assertThat(rig.guard.snapshot().inProgress()).containsExactly("start-container high");
        rig.act();
        assertThat(rig.guard.snapshot().owed()).containsOnlyKeys("low");
        rig.act();
        assertThat(rig.guard.snapshot().owed()).isEmpty();
        assertThat(rig.journal.told(Entry.Kind.RESTORED))
                .containsExactly("RESTORED start-container high", "RESTORED start-container low");
    }

    @Test
    void nothingIsPutBackWhileItWouldNotFit() {
        rig.engine.run("big", gib(2), 10, Care.NONE);
        rig.look();
        rig.pass();
        rig.host.use(99);
        rig.pass();
        rig.settle();

        rig.host.use(70);
        rig.pass();
        rig.pass(HOLD_DOWN);
        rig.pass();
        assertThat(rig.guard.snapshot().owed())
                .as("70 % and 13 % are more than 77 %")
                .hasSize(1);

        rig.host.use(60);
        rig.look();
        rig.pass();
        rig.act();
        assertThat(rig.guard.snapshot().owed()).isEmpty();
    }

    @Test
    void whatWasPutBackAMomentAgoStillCounts() {
        rig.engine.run("one", gib(0.6), 10, Care.NONE);
        rig.engine.run("two", gib(0.6), 20, Care.NONE);
        rig.look();
        rig.pass();
        rig.host.use(99.5);
        rig.pass();
        rig.settle();
        rig.host.use(70);
        rig.pass();
        rig.pass(HOLD_DOWN);
        rig.act();
        assertThat(rig.guard.snapshot().owed()).containsOnlyKeys("one");

        rig.look();
        rig.act();
        assertThat(rig.lane.waiting())
                .as("70 %, and 4 % that is coming, and 4 %")
                .isZero();

        rig.look();
        rig.pass(Duration.ofSeconds(31));
        assertThat(rig.guard.snapshot().inProgress()).containsExactly("start-container one");
    }

    @Test
    void whatItsOwnerStartedAgainOrRemovedIsStruckOut() {
        ContainerId one = rig.engine.run("one", gib(0.1), 10, Care.NONE);
        ContainerId two = rig.engine.run("two", gib(0.1), 20, Care.NONE);
        rig.look();
        rig.pass();
        rig.host.use(99);
        rig.pass();
        rig.settle();
        assertThat(rig.guard.snapshot().owed()).hasSize(2);

        rig.engine.remove(one);
        rig.engine.run("two-again", gib(0.1), 20, Care.NONE);
        startedByItsOwner(two);
        rig.look();
        Snapshot snapshot = rig.pass();

        assertThat(snapshot.owed()).isEmpty();
    }

    private void startedByItsOwner(ContainerId id) {
        try {
            rig.engine.start(id);
        } catch (ActException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void anUnsettledStopIsOwedUntilTheInventoryTells() {
        rig.engine.run("redis", gib(1), 10, Care.NONE);
        rig.look();
        rig.pass();
        rig.engine.become(FakeContainerEngine.Health.HUNG);
        rig.host.use(99);
        rig.pass();
        Snapshot unsettled = rig.act();
        assertThat(unsettled.owed()).containsOnlyKeys("redis");
        assertThat(rig.journal.told(Entry.Kind.MEASURE_UNSETTLED)).hasSize(1);

        rig.look();
        assertThat(rig.pass().owed())
                .as("an engine that does not answer tells nothing")
                .hasSize(1);

        rig.host.use(50);
        rig.engine.become(FakeContainerEngine.Health.WELL);
        rig.look();
        assertThat(rig.pass().owed()).as("it still runs").isEmpty();
    }

    @Test
    void aContainerThatHadEndedByItselfIsNotOwed() {
        ContainerId redis = rig.engine.run("redis", gib(1), 10, Care.NONE);
        rig.look();
        rig.pass();
        rig.engine.exit(redis);
        rig.host.use(99);
        rig.pass();

        Snapshot snapshot = rig.act();

        assertThat(snapshot.owed()).isEmpty();
        assertThat(rig.lessons)
                .as("it says nothing about how long a stop takes")
                .isEmpty();
    }

    private static Sensed<String> stateOf(Snapshot snapshot, String source) {
        return snapshot.sources().stream()
                .filter(one -> one.name().equals(source))
                .map(SourceHealth::state)
                .findFirst()
                .orElseThrow();
    }
}
