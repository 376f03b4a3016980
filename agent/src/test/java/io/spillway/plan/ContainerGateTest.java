package io.spillway.plan;

import static io.spillway.plan.Planning.isPassedOver;
import static io.spillway.plan.Planning.passedOver;
import static io.spillway.plan.Planning.plan;
import static io.spillway.plan.Planning.targets;
import static io.spillway.testing.Assessments.emergency;
import static io.spillway.testing.Assessments.killSwitch;
import static io.spillway.testing.Containers.container;
import static io.spillway.testing.Inventories.inventory;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Policies.policy;
import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static io.spillway.testing.Sizes.mib;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spillway.plan.Measure.StopContainer;
import io.spillway.plan.PassedOver.Why;
import io.spillway.sense.Container;
import io.spillway.testing.Assessments;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** At 98 % of 15 GiB, 1.2 GiB have to become available to come just below CRITICAL. */
class ContainerGateTest {
    @Test
    void theLowestPriorityStopsFirstAndNoMoreThanNeeded() {
        var inventory = inventory()
                .with(
                        container("web").priority(60).using(gib(2)).build(),
                        container("batch").priority(5).using(gib(1)).build(),
                        container("cache").priority(20).using(gib(1)).build());

        Plan plan = plan(killSwitch(), inventory, policy());

        assertThat(targets(plan)).containsExactly("batch", "cache");
        assertThat(passedOver(plan, Gate.STOP_CONTAINERS)).containsExactly("web NOT_NEEDED");
        assertThat(plan.deficitBytes()).isCloseTo(gib(1.2), within(10L));
    }

    @Test
    void belowTheKillSwitchNoContainerStops() {
        assertThat(targets(plan(
                        emergency().using(97), inventory().with(container("x").build()), policy())))
                .isEmpty();
    }

    @Test
    void aProtectedContainerNeverStops() {
        Plan plan = plan(
                killSwitch(),
                inventory().with(container("db").priority(0).isProtected().build()),
                policy());

        assertThat(plan.measures()).isEmpty();
        assertThat(passedOver(plan, Gate.STOP_CONTAINERS)).containsExactly("db PROTECTED");
        assertThat(plan.uncoveredBytes()).isEqualTo(plan.deficitBytes()).isPositive();
    }

    @Test
    void statefulContainersStopLastWhateverTheirPriority() {
        var inventory = inventory()
                .with(
                        container("db").stateful().priority(0).build(),
                        container("web").priority(99).build());

        assertThat(targets(plan(killSwitch(), inventory, policy()))).containsExactly("web", "db");
    }

    @Test
    void ofOnePriorityTheLargerStopsFirstThenTheName() {
        var inventory = inventory()
                .with(
                        container("b").using(gib(0.2)).build(),
                        container("a").using(gib(0.2)).build(),
                        container("c").using(gib(0.3)).build());

        assertThat(targets(plan(killSwitch(), inventory, policy()))).containsExactly("c", "a", "b");
    }

    @Test
    void whatHoldsNextToNothingStopsAfterItsLike() {
        var inventory = inventory()
                .with(
                        container("tiny").priority(0).using(mib(3)).build(),
                        container("web").priority(90).using(gib(2)).build());

        assertThat(targets(plan(killSwitch(), inventory, policy()))).containsExactly("web");
    }

    @Test
    void ofOnePriorityKnownUsageStopsBeforeUnknown() {
        var inventory = inventory()
                .with(
                        container("a-unknown").usageUnknown().build(),
                        container("known").using(gib(0.2)).build());

        assertThat(targets(plan(killSwitch(), inventory, policy()))).containsExactly("known", "a-unknown");
    }

    @Test
    void whatHoldsNothingIsPassedOver() {
        Plan plan = plan(killSwitch(), inventory().with(container("x").using(0).build()), policy());

        assertThat(passedOver(plan, Gate.STOP_CONTAINERS)).containsExactly("x FREES_NOTHING");
    }

    @Test
    void whatDoesNotRunIsNoCandidate() {
        Plan plan = plan(
                killSwitch(),
                inventory().with(container("x").state(Container.State.EXITED).build()),
                policy());

        assertThat(plan.measures()).isEmpty();
        assertThat(plan.passedOver()).isEmpty();
    }

    @Test
    void aPausedContainerIsLeftBecauseAStartWouldNotPauseItAgain() {
        Plan plan = plan(
                killSwitch(),
                inventory().with(container("x").state(Container.State.PAUSED).build()),
                policy());

        assertThat(passedOver(plan, Gate.STOP_CONTAINERS)).containsExactly("x UNDOING_IMPOSSIBLE");
    }

    private static StopContainer stop(Assessments assessment, Container container) {
        Plan plan = plan(assessment, inventory().with(container), policy().stopGrace(ofSeconds(10), ofSeconds(30)));
        assertThat(plan.measures()).hasSize(1);
        return (StopContainer) plan.measures().get(0);
    }

    @Test
    void aContainerGetsHalfOfTheTimeLeftAndItsGraceAtMost() {
        Container web = container("web").build();

        assertThat(stop(killSwitch(), web).grace()).isEqualTo(ofSeconds(10));
        assertThat(stop(killSwitch().exhaustedIn(ofSeconds(8)), web).grace()).isEqualTo(ofSeconds(4));
    }

    @Test
    void withNoTimeForAnyGraceAContainerIsStoppedHard() {
        Container web = container("web").build();

        assertThat(stop(killSwitch().exhaustedIn(ofMillis(200)), web).grace()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aStatefulContainerGetsItsWholeGrace() {
        Container database = container("db").stateful().build();

        assertThat(stop(killSwitch().exhaustedIn(ofSeconds(40)), database).grace())
                .isEqualTo(ofSeconds(30));
    }

    @Test
    void aStatefulContainerIsPassedOverWhenTheTimeIsTooShort() {
        Plan plan = plan(
                killSwitch().exhaustedIn(ofSeconds(20)),
                inventory().with(container("db").stateful().build()),
                policy().stopGrace(ofSeconds(10), ofSeconds(30)));

        assertThat(plan.measures()).isEmpty();
        assertThat(plan.passedOver()).singleElement().satisfies(passed -> {
            assertThat(passed.why()).isEqualTo(Why.TOO_SLOW);
            assertThat(passed.detail()).contains("a gentle stop takes 30.7 s and nothing is left in 20.0 s");
        });
    }

    @Test
    void aStatefulContainerThatIsKnownToStopQuicklyIsStoppedInShortTimeToo() {
        Plan plan = new Planner()
                .plan(
                        killSwitch().exhaustedIn(ofSeconds(5)).build(),
                        inventory().with(container("db").stateful().build()).build(),
                        policy().build(),
                        new Durations(Map.of(), Map.of("stop-container db", ofSeconds(2))),
                        Set.of());

        assertThat(targets(plan)).containsExactly("db");
    }

    @Test
    void howQuicklyOtherContainersStopSaysNothingAboutAStatefulOne() {
        Plan plan = new Planner()
                .plan(
                        killSwitch().exhaustedIn(ofSeconds(5)).build(),
                        inventory().with(container("db").stateful().build()).build(),
                        policy().build(),
                        new Durations(Map.of("stop-container", ofMillis(300)), Map.of()),
                        Set.of());

        assertThat(isPassedOver(plan, "db", Gate.STOP_CONTAINERS, Why.TOO_SLOW)).isTrue();
        assertThat(plan.measures()).isEmpty();
    }

    @Test
    void whatIsEndedInsideAContainerIsNotCountedAgainWithIt() {
        Container web = container("web").using(gib(0.5)).build();
        Container other = container("zother").using(gib(0.3)).build();
        var inventory = inventory()
                .with(web, other)
                .with(process("worker", 10)
                        .holding(gib(0.5))
                        .cgroup(web.cgroup())
                        .build());

        Plan plan = plan(killSwitch(), inventory, policy());

        assertThat(targets(plan)).containsExactly("worker[10]", "zother");
        assertThat(isPassedOver(plan, "web", Gate.STOP_CONTAINERS, Why.FREES_NOTHING))
                .isTrue();
    }

    @Test
    void theModelsOfAServersContainerAreNotCountedAgainWithIt() {
        Container server = container("ollama").using(gib(1.1)).build();
        var inventory = inventory()
                .serverPids(40)
                .with(server)
                .with(model("busy:3b").busy().holding(gib(1)).build())
                .with(process("ollama", 40).cgroup(server.cgroup()).build());

        Plan plan = plan(killSwitch(), inventory, policy());

        assertThat(targets(plan)).containsExactly("ollama/busy:3b", "ollama");
        assertThat(plan.expectedReliefBytes()).isEqualTo(gib(1.1));
        assertThat(plan.measures().get(1).reason()).contains("the models of ollama@http://127.0.0.1:11434 go with it");
    }

    @Test
    void aContainerInProgressIsNotStoppedAgainAndItsReliefCounts() {
        var inventory = inventory()
                .with(
                        container("going").using(gib(2)).build(),
                        container("next").using(gib(2)).build());

        Plan plan = plan(killSwitch(), inventory, policy(), Set.of(Target.container("going")));

        assertThat(plan.measures()).isEmpty();
        assertThat(plan.uncoveredBytes()).isZero();
    }

    @Test
    void exactlyAtCriticalOneByteIsStillTooMuch() {
        Plan plan = plan(killSwitch().using(90), inventory().with(container("x").build()), policy());

        assertThat(plan.deficitBytes()).isPositive();
        assertThat(targets(plan)).containsExactly("x");
    }
}
