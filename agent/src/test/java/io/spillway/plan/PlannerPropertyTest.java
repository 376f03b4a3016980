package io.spillway.plan;

import static io.spillway.testing.Containers.container;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Processes.process;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.spillway.assess.Level;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.config.ProcessScope;
import io.spillway.plan.Measure.ForceUnloadModel;
import io.spillway.plan.Measure.KillProcess;
import io.spillway.plan.Measure.StopContainer;
import io.spillway.plan.PassedOver.Why;
import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.Model.Activity;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import io.spillway.testing.Assessments;
import io.spillway.testing.Containers;
import io.spillway.testing.Crowd;
import io.spillway.testing.Models;
import io.spillway.testing.Policies;
import io.spillway.testing.Processes;
import io.spillway.testing.Sizes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannerPropertyTest {
    private static final int CASES = 3_000;
    private static final Level[] LEVELS = Level.values();

    /** A host, an operator's wishes, and what is under way. */
    private record Case(
            Inventory inventory,
            Policy policy,
            Durations durations,
            Set<Target> inProgress,
            Map<Target, String> failedLately,
            Level level,
            double usedPercent,
            double secondsToExhaustion) {

        Plan plan() {
            return planAt(level, usedPercent);
        }

        Plan planAt(Level otherLevel, double otherUsedPercent) {
            return plan(inventory, otherLevel, otherUsedPercent);
        }

        Plan plan(Inventory other, Level otherLevel, double otherUsedPercent) {
            return new Planner()
                    .plan(
                            Assessments.at(otherLevel, otherUsedPercent)
                                    .exhaustedIn(secondsToExhaustion)
                                    .build(),
                            other,
                            policy,
                            durations,
                            inProgress,
                            failedLately);
        }
    }

    private static Case generate(Random random) {
        List<Container> containers = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            containers.add(randomContainer(random, i));
        }
        List<ProcessInfo> processes = new ArrayList<>();
        for (int pid = 1; pid <= random.nextInt(25); pid++) {
            processes.add(randomProcess(random, pid, containers));
        }
        List<Model> models = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            models.add(randomModel(random, i));
        }
        Inventory inventory = new Inventory(
                List.of(new RuntimeState(
                        Models.OLLAMA, known(models), random.nextBoolean() ? List.of(3L) : List.of(3L, 4L))),
                random.nextInt(10) == 0
                        ? new Sensed.Unknown<>("the engine does not answer", Instant.EPOCH)
                        : known(containers),
                known(processes),
                List.of(2L, 1L));
        Set<Target> inProgress = new HashSet<>();
        Map<Target, String> failed = new HashMap<>();
        for (Target target : targets(inventory)) {
            if (random.nextInt(8) == 0) {
                inProgress.add(target);
            } else if (random.nextInt(12) == 0) {
                failed.put(target, "it failed");
            }
        }
        Level level = LEVELS[random.nextInt(LEVELS.length)];
        return new Case(
                inventory,
                randomPolicy(random),
                new Durations(
                        randomByKind(random),
                        random.nextBoolean() ? Map.of() : Map.of("stop-container c2", Duration.ofSeconds(3))),
                inProgress,
                failed,
                level,
                70 + random.nextDouble() * 30,
                random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble() * 12);
    }

    private static Map<String, Duration> randomByKind(Random random) {
        Map<String, Duration> byKind = new HashMap<>();
        if (random.nextBoolean()) {
            byKind.put("unload-model", Duration.ofSeconds(random.nextInt(9)));
        }
        if (random.nextBoolean()) {
            byKind.put("stop-container", Duration.ofMillis(random.nextInt(12_000)));
        }
        return byKind;
    }

    private static Container randomContainer(Random random, int number) {
        Containers builder = container("c" + number)
                .using((long) (random.nextDouble() * Sizes.gib(1)))
                .priority(random.nextInt(4) * 30)
                .state(random.nextInt(5) == 0 ? Container.State.EXITED : Container.State.RUNNING);
        switch (random.nextInt(6)) {
            case 0 -> builder.isProtected();
            case 1 -> builder.stateful();
            case 2 -> builder.usageUnknown();
            case 3 -> builder.using(0);
            case 4 -> builder.cgroup("").init(1 + random.nextInt(20));
            default -> {}
        }
        return builder.build();
    }

    private static ProcessInfo randomProcess(Random random, int pid, List<Container> containers) {
        List<String> names = List.of("hog", "java", "sshd", "systemd-journald", "mine", "python3");
        Processes builder = process(names.get(random.nextInt(names.size())), pid)
                .parent(random.nextInt(pid))
                .user(random.nextBoolean() ? "alice" : "bob")
                .holding((long) (random.nextDouble() * Sizes.gib(1)));
        if (!containers.isEmpty() && random.nextBoolean()) {
            builder.cgroup(containers.get(random.nextInt(containers.size())).cgroup());
        }
        return random.nextInt(10) == 0 ? builder.kernelThread().build() : builder.build();
    }

    private static Model randomModel(Random random, int number) {
        Models builder = model("m" + number + ":3b")
                .holding((long) (random.nextDouble() * Sizes.gib(3)))
                .parameters(random.nextBoolean() ? 3_000_000_000L : 8_000_000_000L);
        switch (random.nextInt(6)) {
            case 0 -> builder.busy();
            case 1 -> builder.doing(Activity.LOADING);
            case 2 -> builder.idleUnknown();
            case 3 -> builder.onGpu(Sizes.gib(3));
            default -> builder.idleFor(Duration.ofSeconds(random.nextInt(60)));
        }
        if (random.nextInt(3) == 0) {
            builder.digest("sha256:shared" + random.nextInt(2));
        }
        return random.nextBoolean() ? builder.runner(5 + random.nextInt(4)).build() : builder.build();
    }

    private static Policy randomPolicy(Random random) {
        Policies policy = Policies.policy().minRss(Sizes.mib(100)).protect("mine");
        if (random.nextBoolean()) {
            policy.maxLoaded(1 + random.nextInt(3)).keepAlive(Duration.ofSeconds(30));
        }
        if (random.nextBoolean()) {
            policy.essential("m1:3b").pinned("m2:3b");
        }
        switch (random.nextInt(4)) {
            case 0 -> policy.onBudget();
            case 1 -> policy.onBudget().scope(new ProcessScope(List.of("alice"), List.of(), List.of()));
            case 2 -> policy.scope(new ProcessScope(List.of(), List.of(), List.of(5L)));
            default -> {}
        }
        return policy.build();
    }

    private static <T> Sensed<List<T>> known(List<T> values) {
        return new Sensed.Known<>(List.copyOf(values), Instant.EPOCH);
    }

    private static List<Target> targets(Inventory inventory) {
        List<Target> targets = new ArrayList<>();
        inventory.models().forEach(model -> targets.add(Target.of(model.id())));
        inventory.containers().orElse(List.of()).forEach(one -> targets.add(Target.container(one.name())));
        inventory.processes().orElse(List.of()).forEach(one -> targets.add(Target.of(one.ref(), one.name())));
        return targets;
    }

    private static Set<Target> targets(Plan plan) {
        return plan.measures().stream().map(Measure::target).collect(Collectors.toSet());
    }

    @FunctionalInterface
    private interface Property {
        boolean holds(Case host, Random random);
    }

    private static void forAllCases(Property property) {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Case host = generate(random);
            if (!property.holds(host, random)) {
                fail("seed " + seed + ": " + host + "\n" + host.plan());
            }
        }
    }

    @Test
    void theCasesAreWorthTheName() {
        Set<String> kinds = new HashSet<>();
        Set<Why> whys = new HashSet<>();
        for (int seed = 0; seed < CASES; seed++) {
            Plan plan = generate(new Random(seed)).plan();
            plan.measures().forEach(measure -> kinds.add(measure.kind() + " " + measure.gate()));
            plan.passedOver().forEach(passed -> whys.add(passed.why()));
        }

        assertThat(kinds).hasSizeGreaterThanOrEqualTo(8);
        assertThat(whys).containsExactlyInAnyOrder(without(Why.UNDOING_IMPOSSIBLE));
    }

    private static Why[] without(Why left) {
        return Set.of(Why.values()).stream().filter(why -> why != left).toArray(Why[]::new);
    }

    @Test
    void thePlanCoversTheDeficitOrSaysByHowMuchItCannot() {
        forAllCases((host, random) -> {
            Plan plan = host.plan();
            long open = plan.deficitBytes() - plan.expectedReliefBytes() - heldBy(host);
            return plan.uncoveredBytes() >= Math.max(0, open)
                    && (plan.uncoveredBytes() == 0
                            || plan.uncoveredBytes() <= plan.deficitBytes() - plan.expectedReliefBytes());
        });
    }

    /** What targets in progress hold at most. */
    private static long heldBy(Case host) {
        long bytes = 0;
        for (Model model : host.inventory().models()) {
            boolean alias = host.inventory().models().stream()
                    .filter(other -> other.digest().equals(model.digest()))
                    .anyMatch(other -> host.inProgress().contains(Target.of(other.id())));
            bytes += alias ? model.hostBytes() : 0;
        }
        for (Container one : host.inventory().containers().orElse(List.of())) {
            bytes += host.inProgress().contains(Target.container(one.name()))
                    ? one.usageBytes().orElse(0L)
                    : 0;
        }
        for (ProcessInfo one : host.inventory().processes().orElse(List.of())) {
            bytes += host.inProgress().contains(Target.of(one.ref(), one.name())) ? one.residentBytes() : 0;
        }
        return bytes;
    }

    @Test
    void withoutAnythingInProgressTheReliefAndTheRestMakeTheDeficit() {
        forAllCases((host, random) -> !host.inProgress().isEmpty()
                || host.plan().uncoveredBytes()
                        == Math.max(0, host.plan().deficitBytes() - host.plan().expectedReliefBytes()));
    }

    @Test
    void whatIsUncoveredIsSoBecauseNothingMoreMayBeTaken() {
        forAllCases((host, random) -> {
            Plan plan = host.plan();
            return plan.uncoveredBytes() == 0
                    || plan.passedOver().stream()
                            .filter(passed -> passed.gate() != Gate.MODEL_POLICY)
                            .noneMatch(passed -> passed.why() == Why.NOT_NEEDED);
        });
    }

    @Test
    void noProtectedContainerIsStoppedAndNothingIsEndedInIt() {
        forAllCases((host, random) -> {
            Map<String, Container> containers = host.inventory().containers().orElse(List.of()).stream()
                    .collect(Collectors.toMap(Container::name, one -> one));
            Map<Long, ProcessInfo> processes = byPid(host.inventory());
            for (Measure measure : host.plan().measures()) {
                if (measure instanceof StopContainer stop
                        && requireNonNull(containers.get(stop.name())).care() == Care.PROTECTED) {
                    return false;
                }
                Sensed<Long> ended = ended(measure);
                ProcessInfo process = processes.get(ended.orElse(0L));
                if (process != null
                        && containers.values().stream()
                                .anyMatch(one -> one.care() == Care.PROTECTED
                                        && one.cgroup().length() > 1
                                        && process.cgroup().equals(one.cgroup()))) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The PID that the measure may signal. */
    private static Sensed<Long> ended(Measure measure) {
        if (measure instanceof KillProcess kill) {
            return new Sensed.Known<>(kill.process().pid(), Instant.EPOCH);
        }
        if (measure instanceof ForceUnloadModel force) {
            return force.runner().map(runner -> runner.pid());
        }
        return new Sensed.Absent<>("signals nobody");
    }

    private static Map<Long, ProcessInfo> byPid(Inventory inventory) {
        Map<Long, ProcessInfo> processes = new HashMap<>();
        inventory
                .processes()
                .orElse(List.of())
                .forEach(process -> processes.put(process.ref().pid(), process));
        return processes;
    }

    @Test
    void noProtectedProcessIsEnded() {
        Set<String> protectedNames = Set.of("sshd", "systemd-journal", "mine");
        forAllCases((host, random) -> host.plan().measures().stream()
                .filter(KillProcess.class::isInstance)
                .map(KillProcess.class::cast)
                .noneMatch(kill -> protectedNames.contains(kill.name())
                        || kill.process().pid() <= 3
                        || requireNonNull(byPid(host.inventory())
                                                .get(kill.process().pid()))
                                        .kind()
                                == ProcessInfo.Kind.KERNEL_THREAD));
    }

    @Test
    void nobodyOutOfScopeIsEnded() {
        forAllCases((host, random) -> {
            Map<Long, ProcessInfo> processes = byPid(host.inventory());
            for (Measure measure : host.plan().measures()) {
                ProcessInfo process = processes.get(ended(measure).orElse(0L));
                if (process != null && !isInScope(process, processes, host.policy())) {
                    return false;
                }
            }
            return true;
        });
    }

    private static boolean isInScope(ProcessInfo process, Map<Long, ProcessInfo> processes, Policy policy) {
        ProcessScope scope = policy.processes().scope();
        if (scope.isEmpty()) {
            return policy.reach() == Policy.Reach.MACHINE;
        }
        if (scope.users().contains(process.user())) {
            return true;
        }
        ProcessInfo at = process;
        while (at != null) {
            if (scope.parents().contains(at.ref().pid())) {
                return true;
            }
            at = processes.get(at.parentPid());
        }
        return false;
    }

    @Test
    void nothingInProgressOrFailedLatelyIsPlanned() {
        forAllCases((host, random) -> targets(host.plan()).stream()
                .noneMatch(target -> host.inProgress().contains(target)
                        || host.failedLately().containsKey(target)));
    }

    @Test
    void noPinnedModelGoesBelowEmergency() {
        forAllCases((host, random) -> host.level().isAtLeast(Level.EMERGENCY)
                || host.policy().pinned().stream()
                        .noneMatch(name -> targets(host.plan()).contains(Target.of(new ModelId(Models.OLLAMA, name)))));
    }

    @Test
    void noTargetHasTwoMeasures() {
        forAllCases((host, random) ->
                targets(host.plan()).size() == host.plan().measures().size());
    }

    @Test
    void everyMeasureBelongsToAnOpenGate() {
        forAllCases((host, random) -> host.plan().measures().stream()
                .allMatch(measure -> host.level().isAtLeast(measure.gate().opensAt())));
    }

    @Test
    void theGatesComeInTheirOrder() {
        forAllCases((host, random) -> {
            List<Gate> gates =
                    host.plan().measures().stream().map(Measure::gate).toList();
            return gates.equals(gates.stream().sorted().toList());
        });
    }

    @Test
    void theOrderOfTheInventoryDoesNotMatter() {
        forAllCases((host, random) -> {
            Inventory inventory = host.inventory();
            Inventory shuffled = new Inventory(
                    inventory.runtimes().stream()
                            .map(runtime -> new RuntimeState(
                                    runtime.id(),
                                    runtime.models().map(list -> shuffled(list, random)),
                                    runtime.ownPids()))
                            .toList(),
                    inventory.containers().map(list -> shuffled(list, random)),
                    inventory.processes().map(list -> shuffled(list, random)),
                    inventory.ownPids());
            return host.plan(shuffled, host.level(), host.usedPercent()).equals(host.plan());
        });
    }

    private static <T> List<T> shuffled(List<T> values, Random random) {
        List<T> copy = new ArrayList<>(values);
        Collections.shuffle(copy, random);
        return copy;
    }

    @Test
    void morePressureNeverGivesAWeakerPlan() {
        forAllCases((host, random) -> {
            List<Level> higher = Stream.of(LEVELS)
                    .filter(level -> level.isAtLeast(host.level()))
                    .toList();
            double more = host.usedPercent() + random.nextDouble() * (100 - host.usedPercent());
            Plan plan = host.plan();
            Plan stronger = host.planAt(higher.get(random.nextInt(higher.size())), more);
            // By force a model goes that there was no time to ask, and a smaller one may stay for it.
            return targets(stronger).containsAll(targets(plan))
                    || stronger.expectedReliefBytes() > plan.expectedReliefBytes();
        });
    }

    @Test
    void whatTakesLongerThanTheTimeLeftIsPlannedOnlyWhereItIsDoneAtOnce() {
        forAllCases((host, random) -> host.plan().measures().stream().allMatch(measure -> {
            double seconds = measure.expectedDuration().toNanos() / 1e9;
            return seconds <= host.secondsToExhaustion() || isAtOnce(measure);
        }));
    }

    private static boolean isAtOnce(Measure measure) {
        if (measure instanceof KillProcess kill) {
            return kill.patience().isZero();
        }
        if (measure instanceof ForceUnloadModel force) {
            return force.patience().isZero() && force.runner().isKnown();
        }
        return measure instanceof StopContainer stop && stop.grace().isZero();
    }

    @Test
    void statefulContainersAreNeverStoppedHard() {
        forAllCases((host, random) -> {
            Set<String> stateful = host.inventory().containers().orElse(List.of()).stream()
                    .filter(one -> one.care() == Care.STATEFUL)
                    .map(Container::name)
                    .collect(Collectors.toSet());
            return host.plan().measures().stream()
                    .filter(StopContainer.class::isInstance)
                    .map(StopContainer.class::cast)
                    .allMatch(stop -> !stateful.contains(stop.name())
                            || stop.grace().equals(host.policy().containers().statefulStopGrace()));
        });
    }

    @Test
    void aStatefulStopThatNothingIsKnownOfBeginsOnlyWhereItsWholeGraceFits() {
        forAllCases((host, random) -> {
            Set<String> stateful = host.inventory().containers().orElse(List.of()).stream()
                    .filter(one -> one.care() == Care.STATEFUL)
                    .map(Container::name)
                    .collect(Collectors.toSet());
            return host.plan().measures().stream()
                    .filter(StopContainer.class::isInstance)
                    .map(StopContainer.class::cast)
                    .filter(stop -> stateful.contains(stop.name())
                            && !host.durations().byTarget().containsKey("stop-container " + stop.name()))
                    .allMatch(stop -> stop.grace().toNanos() / 1e9 <= host.secondsToExhaustion());
        });
    }

    @Test
    void tenThousandTargetsArePlannedAndAllAccountedFor() {
        Inventory inventory = Crowd.of(1_000, 200, 10_000);
        Policy policy = Policies.policy()
                .scope(new ProcessScope(List.of(), List.of("/nobody"), List.of(1L)))
                .build();

        Plan plan = new Planner()
                .plan(
                        Assessments.killSwitch().using(100).exhaustedIn(3).build(),
                        inventory,
                        policy,
                        Durations.NONE_LEARNT,
                        Set.of(Target.container("c1"), Target.of(new ModelId(Models.OLLAMA, "m1:3b"))));

        assertThat(plan.uncoveredBytes()).isZero();
        assertThat(plan.passedOver()).hasSizeLessThanOrEqualTo(6 * (Notes.NAMED_AT_MOST + 1));
    }

    @Test
    void aChainOfTenThousandParentsIsWalkedOnce() {
        List<ProcessInfo> chain = new ArrayList<>();
        for (int pid = 2; pid <= 10_000; pid++) {
            chain.add(process("link", pid).parent(pid - 1).build());
        }
        Inventory inventory = new Inventory(List.of(), known(List.of()), known(chain), List.of());
        Policy policy = Policies.policy()
                .scope(new ProcessScope(List.of(), List.of(), List.of(10_000L)))
                .build();

        assertThat(VictimRanking.of(inventory, policy).victims())
                .extracting(process -> process.ref().pid())
                .containsExactly(10_000L);
    }
}
