package io.spillway.plan;

import static io.spillway.plan.Planning.isPassedOver;
import static io.spillway.plan.Planning.passedOver;
import static io.spillway.plan.Planning.plan;
import static io.spillway.plan.Planning.targets;
import static io.spillway.testing.Assessments.critical;
import static io.spillway.testing.Assessments.emergency;
import static io.spillway.testing.Assessments.warning;
import static io.spillway.testing.Containers.container;
import static io.spillway.testing.Inventories.inventory;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Policies.policy;
import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.spillway.assess.Signal.Kind;
import io.spillway.plan.Measure.ForceUnloadModel;
import io.spillway.plan.Measure.UnloadModel;
import io.spillway.plan.PassedOver.Why;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import io.spillway.testing.Assessments;
import io.spillway.testing.Containers;
import io.spillway.testing.Inventories;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** At 80 % of 15 GiB, 0.45 GiB have to become available; at 90 %, 1.95 GiB; at 95 %, 1.2 GiB down to CRITICAL's target. */
class ModelGatesTest {
    @Test
    void atWarningIdleModelsGoTheLongestIdleFirstUntilTheDeficitIsCovered() {
        var one = model("one:3b").idleFor(ofSeconds(3)).holding(gib(2)).build();
        var two = model("two:3b").idleFor(ofSeconds(9)).holding(gib(2)).build();

        Plan plan = plan(warning(), inventory().with(one, two), policy());

        assertThat(targets(plan)).containsExactly("ollama/two:3b");
        assertThat(passedOver(plan, Gate.UNLOAD_IDLE)).containsExactly("ollama/one:3b NOT_NEEDED");
        assertThat(plan.uncoveredBytes()).isZero();
    }

    @Test
    void atWarningBusyAndPinnedModelsStay() {
        var busy = model("busy:3b").busy().build();
        var pinned = model("kept:3b").build();

        Plan plan = plan(warning(), inventory().with(busy, pinned), policy().pinned("kept:3b"));

        assertThat(targets(plan)).isEmpty();
        assertThat(passedOver(plan, Gate.UNLOAD_IDLE)).containsExactly("ollama/busy:3b BUSY", "ollama/kept:3b PINNED");
        assertThat(plan.uncoveredBytes()).isEqualTo(plan.deficitBytes()).isPositive();
    }

    @Test
    void atWarningAnEssentialIdleModelGoesAfterTheOthers() {
        var essential = model("main:3b").idleFor(ofSeconds(99)).holding(gib(1)).build();
        var other = model("other:3b").idleFor(ofSeconds(3)).holding(gib(0.3)).build();

        Plan plan = plan(warning(), inventory().with(essential, other), policy().essential("main:3b"));

        assertThat(targets(plan)).containsExactly("ollama/other:3b", "ollama/main:3b");
    }

    @Test
    void atWarningAModelOfWhichNothingIsKnownStays() {
        var unknown = model("new:3b").idleUnknown().build();

        Plan plan = plan(warning(), inventory().with(unknown), policy());

        assertThat(passedOver(plan, Gate.UNLOAD_IDLE)).containsExactly("ollama/new:3b UNKNOWN");
    }

    @Test
    void atCriticalWhatIsNeitherEssentialNorPinnedGoesEvenWhenBusy() {
        var busy = model("busy:3b").busy().holding(gib(2)).build();
        var main = model("main:3b").busy().holding(gib(2)).build();
        var kept = model("kept:3b").busy().holding(gib(2)).build();

        Plan plan = plan(
                critical(),
                inventory().with(main, kept, busy),
                policy().essential("main:3b").pinned("kept:3b"));

        assertThat(targets(plan)).containsExactly("ollama/busy:3b");
        assertThat(plan.measures().get(0)).isInstanceOf(UnloadModel.class);
        assertThat(passedOver(plan, Gate.UNLOAD_NON_ESSENTIAL))
                .containsExactly("ollama/main:3b ESSENTIAL", "ollama/kept:3b PINNED");
    }

    @Test
    void atCriticalTheBiggerOfTwoBusyModelsGoesFirst() {
        var small = model("a-small:3b").busy().holding(gib(1)).build();
        var big = model("b-big:3b").busy().holding(gib(2)).build();

        assertThat(targets(plan(critical(), inventory().with(small, big), policy())))
                .containsExactly("ollama/b-big:3b");
    }

    @Test
    void anEssentialNameWithoutATagMeansTheLatest() {
        var main = model("main:latest").busy().build();

        Plan plan = plan(critical(), inventory().with(main), policy().essential("main"));

        assertThat(isPassedOver(plan, "ollama/main:latest", Gate.UNLOAD_NON_ESSENTIAL, Why.ESSENTIAL))
                .isTrue();
    }

    @Test
    void atEmergencyEveryModelGoesThePinnedOnesLast() {
        var pinned = model("a-kept:3b").idleFor(ofSeconds(90)).holding(gib(0.4)).build();
        var essential = model("b-main:3b").busy().holding(gib(0.4)).build();
        var other = model("c-other:3b").busy().holding(gib(0.4)).build();

        Plan plan = plan(
                emergency(),
                inventory().with(pinned, essential, other),
                policy().essential("b-main:3b").pinned("a-kept:3b"));

        assertThat(targets(plan)).containsExactly("ollama/c-other:3b", "ollama/b-main:3b", "ollama/a-kept:3b");
        assertThat(plan.measures()).allSatisfy(measure -> assertThat(measure).isInstanceOf(ForceUnloadModel.class));
    }

    @Test
    void atEmergencyThePinnedModelStaysWhenTheOthersAreEnough() {
        var pinned = model("kept:3b").holding(gib(2)).build();
        var other = model("other:3b").busy().holding(gib(2)).build();

        Plan plan = plan(emergency(), inventory().with(pinned, other), policy().pinned("kept:3b"));

        assertThat(targets(plan)).containsExactly("ollama/other:3b");
        assertThat(isPassedOver(plan, "ollama/kept:3b", Gate.FORCE_UNLOAD, Why.NOT_NEEDED))
                .isTrue();
    }

    @Test
    void aForcedUnloadIsPatientForAQuarterOfTheTimeLeftAndFiveSecondsAtMost() {
        var busy = model("busy:3b").busy().runner(40).build();

        assertThat(plan(emergency(), inventory().with(busy), policy()).measures())
                .first()
                .asInstanceOf(type(ForceUnloadModel.class))
                .returns(ofSeconds(5), ForceUnloadModel::patience);
        assertThat(plan(emergency().exhaustedIn(ofSeconds(4)), inventory().with(busy), policy())
                        .measures())
                .first()
                .asInstanceOf(type(ForceUnloadModel.class))
                .returns(ofSeconds(1), ForceUnloadModel::patience);
    }

    @Test
    void withNoTimeToAskTheRunnerIsEndedAtOnce() {
        var busy = model("busy:3b").busy().runner(40).build();
        var front = process("ollama", 39).build();

        Plan plan = plan(
                emergency().exhaustedIn(ofMillis(300)),
                inventory().serverPids(39, 40).with(busy).with(front),
                policy());

        assertThat(plan.measures())
                .first()
                .asInstanceOf(type(ForceUnloadModel.class))
                .returns(Duration.ZERO, ForceUnloadModel::patience);
    }

    @Test
    void aRunnerThatNoScanHasMetIsOnlyAskedForWhereItsServerMayLiveInAProtectedContainer() {
        var busy = model("busy:3b").busy().runner(40).build();
        var unlisted = process("ollama", 39)
                .cgroup("/docker/" + Containers.id("young").value())
                .build();

        for (Inventories inventory : List.of(
                inventory().serverPids(39, 40).with(unlisted),
                inventory().engineIsAbsent().serverPids(39, 40).with(unlisted),
                inventory().serverPids(39, 40))) {
            assertThat(plan(emergency(), inventory.with(busy), policy()).measures())
                    .first()
                    .asInstanceOf(type(ForceUnloadModel.class))
                    .satisfies(measure -> assertThat(measure.runner()).isInstanceOf(Sensed.Absent.class));
        }
    }

    @Test
    void anUnloadThatTakesLongerThanTheTimeLeftIsPassedOver() {
        var idle = model("idle:3b").build();

        Plan plan = plan(warning().exhaustedIn(ofSeconds(1)), inventory().with(idle), policy());

        assertThat(targets(plan)).isEmpty();
        assertThat(plan.passedOver()).singleElement().satisfies(passed -> {
            assertThat(passed.why()).isEqualTo(Why.TOO_SLOW);
            assertThat(passed.detail()).isEqualTo("it takes 1.5 s and nothing is left in 1.0 s");
        });
    }

    @Test
    void whatIsTooSlowMakesRoomForAnAlternative() {
        var slow = model("slow:3b").idleFor(ofSeconds(9)).build();
        var quick = model("quick:3b").idleFor(ofSeconds(5)).build();
        var learnt = new Durations(Map.of(), Map.of("unload-model ollama/slow:3b", ofSeconds(20)));

        Plan plan = new Planner()
                .plan(
                        warning().exhaustedIn(ofSeconds(10)).build(),
                        inventory().with(slow, quick).build(),
                        policy().build(),
                        learnt,
                        Set.of());

        assertThat(targets(plan)).containsExactly("ollama/quick:3b");
    }

    @Test
    void onlyHostMemoryCounts() {
        var gpu = model("gpu:3b").holding(gib(3)).onGpu(gib(3)).build();
        var half = model("half:3b").holding(gib(3)).onGpu(gib(2)).build();

        Plan plan = plan(warning(), inventory().with(gpu, half), policy());

        assertThat(targets(plan)).containsExactly("ollama/half:3b");
        assertThat(plan.expectedReliefBytes()).isEqualTo(gib(1));
        assertThat(isPassedOver(
                        plan(critical(), inventory().with(gpu), policy()),
                        "ollama/gpu:3b",
                        Gate.UNLOAD_NON_ESSENTIAL,
                        Why.FREES_NOTHING))
                .isTrue();
    }

    @Test
    void measuredMemoryCountsBeforeWhatTheServerSays() {
        var measured = model("measured:3b").holding(gib(3)).resident(gib(1)).build();

        assertThat(plan(warning(), inventory().with(measured), policy()).expectedReliefBytes())
                .isEqualTo(gib(1));
    }

    @Test
    void twoNamesOfOneBlobFreeTheirMemoryOnce() {
        var one = model("a:3b").digest("sha256:1").holding(gib(1)).build();
        var other = model("b:3b").digest("sha256:1").holding(gib(1)).build();

        Plan plan = plan(critical(), inventory().with(one, other), policy());

        assertThat(targets(plan)).containsExactly("ollama/a:3b");
        assertThat(plan.uncoveredBytes()).isEqualTo(plan.deficitBytes() - gib(1));
    }

    @Test
    void aNameThatSharesItsMemoryWithAPinnedOneIsPinnedToo() {
        var alias = model("a:3b").digest("sha256:1").build();
        var pinned = model("b:3b").digest("sha256:1").build();

        Plan plan = plan(critical(), inventory().with(alias, pinned), policy().pinned("b:3b"));

        assertThat(targets(plan)).isEmpty();
    }

    @Test
    void twoModelsOfOneRunnerFreeItsMemoryOnce() {
        var one = model("a:3b").runner(40).resident(gib(1)).build();
        var other = model("b:3b").runner(40).resident(gib(1)).build();

        Plan plan = plan(critical(), inventory().with(one, other), policy());

        assertThat(plan.expectedReliefBytes()).isEqualTo(gib(1));
        assertThat(isPassedOver(plan, "ollama/b:3b", Gate.UNLOAD_NON_ESSENTIAL, Why.FREES_NOTHING))
                .isTrue();
    }

    private static Model mapped(String name) {
        return model(name).resident(gib(2)).anonymous(gib(0.1)).build();
    }

    @Test
    void mappedWeightsAreNoReliefForMemoryThatIsShort() {
        var inventory = inventory().with(mapped("a:3b"), mapped("b:3b"));

        for (Assessments shortage : List.of(
                critical().using(78),
                critical().using(78).because(Kind.USAGE),
                critical().using(78).because(Kind.USAGE, Kind.REFAULT))) {
            Plan plan = plan(shortage, inventory, policy());

            assertThat(targets(plan)).hasSize(2);
            assertThat(plan.expectedReliefBytes()).isEqualTo(2 * gib(0.1));
        }
    }

    @Test
    void underThrashAModelGivesBackThePagesOfItsWeights() {
        var inventory = inventory().with(mapped("a:3b"), mapped("b:3b"));

        Plan plan =
                plan(critical().using(50).shortBy(gib(1)).because(Kind.PRESSURE, Kind.REFAULT), inventory, policy());

        assertThat(targets(plan)).containsExactly("ollama/a:3b");
        assertThat(plan.uncoveredBytes()).isZero();
    }

    @Test
    void aModelGoesThoughAllOfItIsMapped() {
        var inventory =
                inventory().with(model("a:3b").resident(gib(2)).anonymous(0).build());

        assertThat(targets(plan(critical(), inventory, policy()))).containsExactly("ollama/a:3b");
    }

    @Test
    void whatIsInProgressIsNotPlannedAgainAndItsReliefCounts() {
        var going = model("going:3b").holding(gib(2)).build();
        var idle = model("idle:3b").build();

        Plan plan = plan(warning(), inventory().with(going, idle), policy(), Set.of(Target.of(going.id())));

        assertThat(plan.measures()).isEmpty();
        assertThat(plan.uncoveredBytes()).isZero();
        assertThat(passedOver(plan, Gate.UNLOAD_IDLE))
                .containsExactlyInAnyOrder("ollama/going:3b IN_PROGRESS", "ollama/idle:3b NOT_NEEDED");
    }

    @Test
    void whatFailedLatelyIsLeftOutAndNothingIsExpectedOfIt() {
        var stuck = model("stuck:3b").holding(gib(2)).build();
        var idle = model("idle:3b").holding(gib(2)).build();

        Plan plan = plan(
                warning(),
                inventory().with(stuck, idle),
                policy(),
                Map.of(Target.of(stuck.id()), "the server did not answer 3 s ago"));

        assertThat(targets(plan)).containsExactly("ollama/idle:3b");
        assertThat(isPassedOver(plan, "ollama/stuck:3b", Gate.UNLOAD_IDLE, Why.FAILED_LATELY))
                .isTrue();
    }

    @Test
    void aRunnerOutOfReachIsOnlyAskedFor() {
        var busy = model("busy:3b").busy().runner(40).build();
        var runner = process("ollama", 40).build();

        Plan plan = plan(emergency(), inventory().with(busy).with(runner), policy().onBudget());

        assertThat(plan.measures())
                .first()
                .asInstanceOf(type(ForceUnloadModel.class))
                .satisfies(measure -> assertThat(measure.runner()).isInstanceOf(Sensed.Absent.class));
    }

    @Test
    void aRunnerInAProtectedContainerIsOnlyAskedFor() {
        var server = container("ollama").isProtected().build();
        var busy = model("busy:3b").busy().runner(40).build();
        var runner = process("ollama", 40).cgroup(server.cgroup()).build();

        Plan plan = plan(emergency(), inventory().with(server).with(busy).with(runner), policy());

        assertThat(plan.measures())
                .first()
                .asInstanceOf(type(ForceUnloadModel.class))
                .satisfies(measure -> assertThat(measure.runner()).isInstanceOf(Sensed.Absent.class));
    }

    @Test
    void aRunnerThatTheConfigurationProtectsIsOnlyAskedFor() {
        var busy = model("busy:3b").busy().runner(40).build();
        var runner = process("ollama", 40).build();

        Plan plan = plan(emergency(), inventory().with(busy).with(runner), policy().protect("ollama"));

        assertThat(plan.measures())
                .first()
                .asInstanceOf(type(ForceUnloadModel.class))
                .satisfies(measure -> assertThat(measure.runner()).isInstanceOf(Sensed.Absent.class));
    }

    @Test
    void aRunnerWithinReachMayBeEnded() {
        var busy = model("busy:3b").busy().runner(40).build();
        var runner = process("ollama", 40).build();

        Plan plan = plan(emergency(), inventory().with(busy).with(runner), policy());

        assertThat(plan.measures())
                .first()
                .asInstanceOf(type(ForceUnloadModel.class))
                .satisfies(measure -> assertThat(measure.runner().isKnown()).isTrue());
    }

    @Test
    void aNameOnTwoServersIsActedOnOneAfterTheOther() {
        var here = model("a:3b").holding(gib(0.2)).build();
        RuntimeId other = new RuntimeId("ollama", "http://127.0.0.1:11435");
        var there = model("a:3b").on(other).holding(gib(0.2)).build();
        var second = new RuntimeState(other, new Sensed.Known<>(List.of(there), Instant.EPOCH), List.of());

        Plan plan = plan(warning(), inventory().with(here).with(second), policy());

        assertThat(plan.measures()).hasSize(1);
        assertThat(isPassedOver(plan, "ollama/a:3b", Gate.UNLOAD_IDLE, Why.IN_PROGRESS))
                .isTrue();
        assertThat(new ModelId(other, "a:3b")).isEqualTo(there.id());
    }
}
