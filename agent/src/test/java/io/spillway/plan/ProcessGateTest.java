package io.spillway.plan;

import static io.spillway.plan.Planning.isPassedOver;
import static io.spillway.plan.Planning.passedOver;
import static io.spillway.plan.Planning.plan;
import static io.spillway.plan.Planning.targets;
import static io.spillway.testing.Assessments.critical;
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
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.spillway.config.ProcessScope;
import io.spillway.plan.Measure.KillProcess;
import io.spillway.plan.PassedOver.Why;
import io.spillway.sense.Container;
import io.spillway.sense.ProcessInfo;
import io.spillway.testing.Assessments;
import io.spillway.testing.Containers;
import io.spillway.testing.Inventories;
import io.spillway.testing.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** At 95 % of 15 GiB, 1.2 GiB have to become available; at 99 %, 1.8 GiB. */
class ProcessGateTest {
    private static List<String> victims(Inventories inventory, Policies policy) {
        return targets(plan(emergency().using(100), inventory, policy), Gate.KILL_PROCESSES);
    }

    private static ProcessScope scope(List<String> users, List<String> cgroups, List<Long> parents) {
        return new ProcessScope(users, cgroups, parents);
    }

    @Test
    void theLargestGoesFirstAndNoMoreThanNeeded() {
        var inventory = inventory()
                .with(
                        process("small", 10).holding(gib(0.5)).build(),
                        process("large", 11).holding(gib(2)).build());

        Plan plan = plan(emergency(), inventory, policy());

        assertThat(targets(plan)).containsExactly("large[11]");
        assertThat(passedOver(plan, Gate.KILL_PROCESSES)).containsExactly("small[10] NOT_NEEDED");
    }

    @Test
    void whatMapsFilesIsNoLargeVictimAndItsPagesAreNoRelief() {
        var inventory = inventory()
                .with(
                        process("mapper", 10).holding(gib(4)).mapping(gib(3.5)).build(),
                        process("hog", 11).holding(gib(1)).build());

        Plan plan = plan(emergency(), inventory, policy());

        assertThat(targets(plan)).containsExactly("hog[11]", "mapper[10]");
        assertThat(plan.expectedReliefBytes()).isEqualTo(gib(1) + gib(0.5));
    }

    @Test
    void sharedMemoryMakesALargeVictimButIsNoCertainRelief() {
        var inventory = inventory()
                .with(
                        process("sharer", 10).holding(gib(4)).sharing(gib(3.5)).build(),
                        process("hog", 11).holding(gib(1)).build());

        Plan plan = plan(emergency(), inventory, policy());

        assertThat(targets(plan)).containsExactly("sharer[10]", "hog[11]");
        assertThat(plan.expectedReliefBytes()).isEqualTo(gib(1) + gib(0.5));
    }

    @Test
    void whatHoldsNothingButMappedFilesIsLeftAlone() {
        Plan plan = plan(
                emergency(),
                inventory()
                        .with(process("mapper", 10)
                                .holding(gib(4))
                                .mapping(gib(4))
                                .build()),
                policy());

        assertThat(plan.measures()).isEmpty();
        assertThat(passedOver(plan, Gate.KILL_PROCESSES)).containsExactly("mapper[10] FREES_NOTHING");
    }

    @Test
    void ofTwoOfOneSizeTheLowerPidGoesFirst() {
        assertThat(victims(
                        inventory()
                                .with(process("b", 11).build(), process("a", 10).build()),
                        policy()))
                .containsExactly("a[10]", "b[11]");
    }

    @Test
    void belowEmergencyNoProcessIsEnded() {
        assertThat(targets(plan(
                        critical().using(94),
                        inventory().with(process("hog", 10).build()),
                        policy())))
                .isEmpty();
    }

    @Test
    void processesBelowTheMinimumAreNotLookedAt() {
        Plan plan = plan(
                emergency(),
                inventory().with(process("tiny", 10).holding(mib(100)).build()),
                policy());

        assertThat(plan.measures()).isEmpty();
        assertThat(plan.passedOver()).isEmpty();
        assertThat(plan.uncoveredBytes()).isEqualTo(plan.deficitBytes()).isPositive();
    }

    @Test
    void modelsGoBeforeProcesses() {
        var inventory = inventory()
                .with(model("busy:3b").busy().holding(gib(3)).build())
                .with(process("hog", 10).holding(gib(3)).build());

        assertThat(targets(plan(emergency(), inventory, policy()))).containsExactly("ollama/busy:3b");
    }

    @Test
    void whatTheMachineNeedsIsNeverEnded() {
        for (String name : List.of(
                "systemd",
                "systemd-journald",
                "sshd",
                "sshd-session",
                "dbus-daemon",
                "dbus-broker-launch",
                "dockerd",
                "containerd",
                "containerd-shim-runc-v2",
                "runc",
                "conmon",
                "login",
                "agetty")) {
            Plan plan = plan(emergency(), inventory().with(process(name, 10).build()), policy());

            assertThat(plan.measures()).as(name).isEmpty();
            assertThat(plan.passedOver()).as(name).singleElement().returns(Why.PROTECTED, PassedOver::why);
        }
    }

    @Test
    void aNameThatOnlyContainsAProtectedOneProtectsNobody() {
        assertThat(victims(
                        inventory()
                                .with(
                                        process("mysshd", 10).build(),
                                        process("runcible", 11).build(),
                                        process("initial", 12).build()),
                        policy()))
                .hasSize(3);
    }

    @Test
    void theFirstProcessAndTheKernelsAreNeverEnded() {
        assertThat(victims(
                        inventory()
                                .with(
                                        process("tini", 1).build(),
                                        process("kworker", 10).kernelThread().build()),
                        policy().minRss(0)))
                .isEmpty();
    }

    @Test
    void theGuardAndItsAncestorsAreNeverEnded() {
        assertThat(victims(
                        inventory()
                                .own(30, 20)
                                .with(
                                        process("java", 30).parent(20).build(),
                                        process("host", 20).build(),
                                        process("sibling", 31).parent(20).build()),
                        policy()))
                .containsExactly("sibling[31]");
    }

    @Test
    void modelServersAndTheirRunnersAreNotEndedAsProcesses() {
        var inventory = inventory()
                .serverPids(40, 41)
                .with(model("busy:3b").busy().runner(42).holding(mib(300)).build())
                .with(
                        process("ollama", 40).build(),
                        process("ollama", 41).build(),
                        process("ollama", 42).build());

        assertThat(victims(inventory, policy())).isEmpty();
    }

    @Test
    void aRunnerThatItsServerHasNotNamedYetBelongsToTheServerThatStartedIt() {
        var inventory = inventory()
                .serverPids(40)
                .with(
                        process("llama-server", 42).parent(41).build(),
                        process("sh", 41).parent(40).build(),
                        process("hog", 43).parent(39).build());

        assertThat(victims(inventory, policy())).containsExactly("hog[43]");
    }

    @Test
    void theFrontOfAnOllamaThatNobodyConfiguredIsNeverEndedButItsRunnersMayBe() {
        var inventory = inventory()
                .with(
                        process("ollama", 40).build(),
                        process("ollama", 41).parent(40).build(),
                        process("worker", 42).executable("ollama").build());

        assertThat(victims(inventory, policy())).containsExactly("ollama[41]");
    }

    @Test
    void configuredNamesAreNeverEndedByCommOrExecutable() {
        var inventory = inventory()
                .with(
                        process("postgres", 10).build(),
                        process("a-name-longer-than-fifteen", 11).executable("").build(),
                        process("worker", 12).executable("qemu-system-x86_64").build(),
                        process("postgresql", 13).build());

        assertThat(victims(inventory, policy().protect("postgres", "a-name-longer-than-fifteen", "qemu-system-x86_64")))
                .containsExactly("postgresql[13]");
    }

    @Test
    void processesOfProtectedContainersAreNeverEndedHoweverTheyAreRecognised() {
        Container byCgroup = container("one").isProtected().build();
        Container byId = container("two").isProtected().cgroup("").build();
        Container byInit = container("three").isProtected().cgroup("/").init(50).build();
        var inventory = inventory()
                .with(byCgroup, byId, byInit)
                .with(
                        process("a", 10).cgroup(byCgroup.cgroup()).build(),
                        process("b", 11).cgroup(byCgroup.cgroup() + "/below").build(),
                        process("c", 12)
                                .cgroup("/system.slice/docker-"
                                        + Containers.id("two").value() + ".scope")
                                .build(),
                        process("d", 50).cgroup("/").build(),
                        process("e", 51).parent(50).cgroup("/").build(),
                        process("free", 13).cgroup("/docker/other").build());

        assertThat(victims(inventory, policy())).containsExactly("free[13]");
    }

    @Test
    void theContainerInWhichTheGuardLivesIsLeftWhole() {
        Container home = container("home").build();
        var inventory = inventory()
                .own(30)
                .with(home)
                .with(
                        process("java", 30).cgroup(home.cgroup()).build(),
                        process("other", 31).cgroup(home.cgroup()).build());

        Plan plan = plan(killSwitch(), inventory, policy());

        assertThat(plan.measures()).isEmpty();
        assertThat(isPassedOver(plan, "home", Gate.STOP_CONTAINERS, Why.PROTECTED))
                .isTrue();
    }

    @Test
    void whileTheEngineIsSilentNoProcessInAContainerIsEnded() {
        var inside = process("inside", 10)
                .cgroup("/docker/" + Containers.id("x").value())
                .build();
        var outside = process("outside", 11).build();

        assertThat(victims(inventory().engineHangs().with(inside, outside), policy()))
                .containsExactly("outside[11]");
    }

    private static ProcessInfo podman(String name, long pid) {
        return process(name, pid)
                .holding(gib(3))
                .cgroup("/machine.slice/libpod-" + Containers.id(name).value() + ".scope")
                .build();
    }

    @Test
    void aProcessInAContainerThatIsNotListedYetIsSparedWithAWayOut() {
        var young = process("young", 10)
                .holding(gib(3))
                .cgroup("/docker/" + Containers.id("young").value())
                .build();

        Plan plan = plan(emergency(), inventory().with(container("old").build()).with(young), policy());

        assertThat(plan.measures()).isEmpty();
        assertThat(plan.passedOver()).singleElement().satisfies(passed -> {
            assertThat(passed.why()).isEqualTo(Why.PROTECTED);
            assertThat(passed.detail())
                    .contains("has not listed (yet)")
                    .contains("containers.engine")
                    .contains("processes.scope");
        });
    }

    @Test
    void withoutAnEngineNoProcessInAContainerIsEndedEither() {
        var outside = process("outside", 11).build();

        assertThat(victims(inventory().engineIsAbsent().with(podman("inside", 10), outside), policy()))
                .containsExactly("outside[11]");
    }

    @Test
    void aProcessInAContainerInsideAListedOneBelongsToThat() {
        Container outer = container("outer").build();
        var inner = process("inner", 10)
                .cgroup(outer.cgroup() + "/docker/" + Containers.id("inner").value())
                .build();

        assertThat(victims(inventory().with(outer).with(inner), policy())).containsExactly("inner[10]");
    }

    @Test
    void aNamedCgroupVouchesForTheUnlistedContainersInIt() {
        var scope = scope(List.of(), List.of("/machine.slice"), List.of());

        assertThat(victims(inventory().engineIsAbsent().with(podman("inside", 10)), policy().scope(scope)))
                .containsExactly("inside[10]");
        assertThat(victims(
                        inventory().with(container("web").build()).with(podman("inside", 10)), policy().scope(scope)))
                .as("beside another engine")
                .containsExactly("inside[10]");
        assertThat(victims(inventory().engineHangs().with(podman("inside", 10)), policy().scope(scope)))
                .as("while the engine is silent")
                .isEmpty();
    }

    @Test
    void aNamedCgroupInWhichTheEngineListsContainersDoesNotVouchForTheNextOne() {
        var young = process("young", 10)
                .cgroup("/docker/" + Containers.id("young").value())
                .build();

        assertThat(victims(
                        inventory().with(container("old").build()).with(young),
                        policy().scope(scope(List.of(), List.of("/docker"), List.of()))))
                .isEmpty();
    }

    @Test
    void namedUsersAndParentsSayNothingAboutContainers() {
        assertThat(victims(
                        inventory().engineIsAbsent().with(podman("inside", 10)),
                        policy().scope(scope(List.of("alice"), List.of(), List.of(10L)))))
                .isEmpty();
    }

    @Test
    void processesOfStatefulContainersGoAfterAllOthers() {
        Container database = container("db").stateful().build();
        var inventory = inventory()
                .with(database)
                .with(
                        process("postgres", 10)
                                .holding(gib(3))
                                .cgroup(database.cgroup())
                                .build(),
                        process("other", 11).holding(gib(0.5)).build());

        assertThat(victims(inventory, policy())).containsExactly("other[11]", "postgres[10]");
    }

    @Test
    void onABudgetWithoutScopeNobodyIsEnded() {
        Plan plan = plan(emergency(), inventory().with(process("hog", 10).build()), policy().onBudget());

        assertThat(plan.measures()).isEmpty();
        assertThat(passedOver(plan, Gate.KILL_PROCESSES)).containsExactly("hog[10] OUT_OF_SCOPE");
    }

    @Test
    void aScopeNamesUsersExactly() {
        var inventory = inventory()
                .with(
                        process("a", 10).user("test").build(),
                        process("b", 11).user("pentest").build());

        assertThat(victims(inventory, policy().onBudget().scope(scope(List.of("test"), List.of(), List.of()))))
                .containsExactly("a[10]");
    }

    @Test
    void aScopeNamesCgroupsWithAllBelow() {
        var inventory = inventory()
                .with(
                        process("a", 10).cgroup("/test").build(),
                        process("b", 11).cgroup("/test/deep/down").build(),
                        process("c", 12).cgroup("/test2").build());

        assertThat(victims(inventory, policy().scope(scope(List.of(), List.of("/test/"), List.of()))))
                .containsExactly("a[10]", "b[11]");
    }

    @Test
    void aScopeNamesParentsWithAllTheirDescendants() {
        var inventory = inventory()
                .with(
                        process("parent", 10).build(),
                        process("child", 11).parent(10).build(),
                        process("grandchild", 12).parent(11).build(),
                        process("stranger", 13).build());

        assertThat(victims(inventory, policy().scope(scope(List.of(), List.of(), List.of(10L)))))
                .containsExactly("parent[10]", "child[11]", "grandchild[12]");
    }

    @Test
    void parentsThatCircleAreNobodysDescendants() {
        var inventory = inventory()
                .with(
                        process("a", 10).parent(11).build(),
                        process("b", 11).parent(10).build());

        assertThat(victims(inventory, policy().scope(scope(List.of(), List.of(), List.of(99L)))))
                .isEmpty();
    }

    @Test
    void aScopeDoesNotLiftAnyProtection() {
        var inventory = inventory().with(process("sshd", 10).user("test").build());

        assertThat(victims(inventory, policy().scope(scope(List.of("test"), List.of(), List.of()))))
                .isEmpty();
    }

    private static KillProcess kill(Assessments assessment) {
        Plan plan = plan(
                assessment, inventory().with(process("hog", 10).holding(gib(2)).build()), policy());
        assertThat(plan.measures()).hasSize(1);
        return (KillProcess) plan.measures().get(0);
    }

    @Test
    void aProcessGetsAQuarterOfTheTimeLeftToEndByItselfAndTwoSecondsAtMost() {
        assertThat(kill(emergency()).patience()).isEqualTo(ofSeconds(2));
        assertThat(kill(emergency().exhaustedIn(ofSeconds(4))).patience()).isEqualTo(ofSeconds(1));
    }

    @Test
    void withLessThanASecondLeftAProcessIsKilledAtOnce() {
        assertThat(kill(emergency().exhaustedIn(ofMillis(900))).patience()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aKillIsNeverTooSlow() {
        assertThat(kill(emergency().exhaustedIn(0)).patience()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aProcessThatIgnoredTermBeforeIsKilledAtOnceWhenThatTookLongerThanTheTimeLeft() {
        Plan plan = new Planner()
                .plan(
                        emergency().exhaustedIn(ofSeconds(2)).build(),
                        inventory().with(process("hog", 10).build()).build(),
                        policy().build(),
                        new Durations(Map.of("kill-process", ofSeconds(3)), Map.of()),
                        Set.of());

        assertThat(plan.measures())
                .singleElement()
                .asInstanceOf(type(KillProcess.class))
                .returns(Duration.ZERO, KillProcess::patience);
    }

    @Test
    void aVictimInProgressIsNotTakenAgainAndItsReliefCounts() {
        var going = process("going", 10).holding(gib(2)).build();
        var next = process("next", 11).holding(gib(2)).build();

        Plan plan = plan(
                emergency(), inventory().with(going, next), policy(), Set.of(Target.of(going.ref(), going.name())));

        assertThat(plan.measures()).isEmpty();
        assertThat(plan.uncoveredBytes()).isZero();
        assertThat(passedOver(plan, Gate.KILL_PROCESSES))
                .containsExactly("going[10] IN_PROGRESS", "next[11] NOT_NEEDED");
    }

    @Test
    void aProcessWhoseContainerIsBeingStoppedIsLeftToThat() {
        Container going = container("going").using(gib(0.5)).build();
        var inside = process("inside", 10).cgroup(going.cgroup()).build();

        Plan plan =
                plan(emergency(), inventory().with(going).with(inside), policy(), Set.of(Target.container("going")));

        assertThat(passedOver(plan, Gate.KILL_PROCESSES)).containsExactly("inside[10] IN_PROGRESS");
    }

    @Test
    void oneThatCannotBeSignalledDoesNotHideTheOthers() {
        var foreign = process("foreign", 10).holding(gib(3)).build();
        var next = process("next", 11).holding(gib(2)).build();

        Plan plan = plan(
                emergency(),
                inventory().with(foreign, next),
                policy(),
                Map.of(Target.of(foreign.ref(), foreign.name()), "not permitted"));

        assertThat(targets(plan)).containsExactly("next[11]");
    }

    @Test
    void theRankingCanBePreparedBeforehand() {
        var inventory = inventory()
                .with(
                        process("small", 10).holding(gib(1)).build(),
                        process("sshd", 11).holding(gib(3)).build(),
                        process("large", 12).holding(gib(2)).build());

        assertThat(VictimRanking.of(inventory.build(), policy().build()).victims())
                .extracting(process -> process.ref().pid())
                .containsExactly(12L, 10L);
    }

    @Test
    void whatTheyHoldNowDecidesAmongThoseThatMayBeEnded() {
        var small = process("small", 10).holding(gib(0.1)).build();
        var large = process("large", 11).holding(gib(2)).build();
        var shrunk = process("shrunk", 12).holding(gib(1)).build();
        var sshd = process("sshd", 13).holding(gib(3)).build();
        var unread = process("unread", 14).holding(gib(0.5)).build();
        var seen = landscape(inventory().with(small, large, shrunk, sshd, unread));

        var now =
                seen.at(Map.of(small.ref(), gib(4), large.ref(), gib(2), shrunk.ref(), gib(0.05), sshd.ref(), gib(9)));

        assertThat(names(seen)).containsExactly("large", "shrunk", "unread");
        assertThat(names(now)).containsExactly("small", "large", "unread");
    }

    @Test
    void oneInAStatefulContainerStaysBehindHoweverLargeItHasGrown() {
        Container database = container("db").stateful().build();
        var stateful = process("postgres", 10)
                .holding(gib(1))
                .cgroup(database.cgroup())
                .build();
        var other = process("other", 11).holding(gib(1)).build();
        var seen = landscape(inventory().with(stateful, other).with(database));

        assertThat(names(seen.at(Map.of(stateful.ref(), gib(8))))).containsExactly("other", "postgres");
    }

    @Test
    void oneThatIsEndingCountsAsItWasSeen() {
        var ending = process("ending", 10).holding(gib(2)).build();
        var seen = landscape(inventory().with(ending));

        assertThat(seen.at(Map.of(ending.ref(), 0L)).victims().victims()).containsExactly(ending);
    }

    private static Landscape landscape(Inventories inventory) {
        return new Landscape(inventory.build(), policy().build());
    }

    private static List<String> names(Landscape landscape) {
        return landscape.victims().victims().stream().map(ProcessInfo::name).toList();
    }

    @Test
    void thousandsThatArePassedOverAreCountedInOneEntry() {
        var processes = new ArrayList<ProcessInfo>();
        for (int pid = 100; pid < 300; pid++) {
            processes.add(process("hog", pid).holding(gib(1)).build());
        }

        Plan plan = plan(emergency(), inventory().withProcesses(processes), policy());

        assertThat(plan.measures()).hasSize(2);
        assertThat(passedOver(plan, Gate.KILL_PROCESSES))
                .hasSize(Notes.NAMED_AT_MOST + 1)
                .last()
                .isEqualTo("148 more NOT_NEEDED");
    }
}
