package io.spillway.plan;

import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An inventory with what planning looks up in it, each part worked out when it is first needed. It is the costly part of a plan and
 * depends on neither memory nor time, so the slow pace makes it beforehand. Not thread-safe: it is handed from one thread to another.
 */
public final class Landscape {
    private final Inventory inventory;
    private final Policy policy;
    private final ProcessTree processes;
    private @Nullable ContainerMembership membership;
    private @Nullable Protection protection;
    private @Nullable Reach reach;
    private @Nullable List<LoadedModel> models;
    private @Nullable List<LoadedModel> modelsByUse;
    private @Nullable List<LoadedModel> modelsByCare;
    private @Nullable List<Container> containers;
    private @Nullable List<Container> containersToStop;
    private @Nullable VictimRanking victims;
    private Map<ProcessRef, Long> bytesNow = Map.of();

    public Landscape(Inventory inventory, Policy policy) {
        this(inventory, policy, new ProcessTree(inventory));
    }

    private Landscape(Inventory inventory, Policy policy, ProcessTree processes) {
        this.inventory = inventory;
        this.policy = policy;
        this.processes = processes;
    }

    /** The same when some processes hold so much now; what was looked up stays looked up. */
    public Landscape at(Map<ProcessRef, Long> anonymousBytes) {
        if (anonymousBytes.isEmpty()) {
            return this;
        }
        Landscape now = new Landscape(inventory, policy, processes);
        now.membership = membership();
        now.protection = protection();
        now.reach = reach();
        now.models = models();
        now.modelsByUse = modelsByUse();
        now.modelsByCare = modelsByCare();
        now.containers = containers();
        now.containersToStop = containersToStop();
        now.bytesNow = Map.copyOf(anonymousBytes);
        now.victims = victims().at(now::now);
        return now;
    }

    public Policy policy() {
        return policy;
    }

    public Inventory inventory() {
        return inventory;
    }

    /** The process with what it holds now, where that is known. */
    ProcessInfo now(ProcessInfo process) {
        Long bytes = bytesNow.get(process.ref());
        // One that is ending shows nothing any more, but what it held is not available yet: it counts as it was seen.
        return bytes == null || bytes == 0 ? process : process.holding(bytes);
    }

    ProcessTree processes() {
        return processes;
    }

    /** By id. */
    List<LoadedModel> models() {
        List<LoadedModel> known = models;
        if (known == null) {
            known = LoadedModel.of(inventory, policy);
            models = known;
        }
        return known;
    }

    /** The least recently used first. */
    List<LoadedModel> modelsByUse() {
        List<LoadedModel> known = modelsByUse;
        if (known == null) {
            known = models().stream()
                    .sorted(LoadedModel.LEAST_RECENTLY_USED_FIRST)
                    .toList();
            modelsByUse = known;
        }
        return known;
    }

    /** The least cared for first. */
    List<LoadedModel> modelsByCare() {
        List<LoadedModel> known = modelsByCare;
        if (known == null) {
            known = models().stream().sorted(LoadedModel.LEAST_CARED_FOR_FIRST).toList();
            modelsByCare = known;
        }
        return known;
    }

    /** In the order in which they would be stopped. */
    List<Container> containersToStop() {
        List<Container> known = containersToStop;
        if (known == null) {
            known = containers().stream().sorted(ContainerGate.ORDER).toList();
            containersToStop = known;
        }
        return known;
    }

    /** By name. */
    List<Container> containers() {
        List<Container> known = containers;
        if (known == null) {
            known = inventory.containers().orElse(List.of()).stream()
                    .sorted(Comparator.comparing(Container::name)
                            .thenComparing(container -> container.id().value()))
                    .toList();
            containers = known;
        }
        return known;
    }

    ContainerMembership membership() {
        ContainerMembership known = membership;
        if (known == null) {
            known = new ContainerMembership(inventory, processes);
            membership = known;
        }
        return known;
    }

    Protection protection() {
        Protection known = protection;
        if (known == null) {
            known = new Protection(inventory, policy.processes().protect(), membership(), reach(), processes);
            protection = known;
        }
        return known;
    }

    Reach reach() {
        Reach known = reach;
        if (known == null) {
            known = new Reach(policy, processes);
            reach = known;
        }
        return known;
    }

    public VictimRanking victims() {
        VictimRanking known = victims;
        if (known == null) {
            known = VictimRanking.of(
                    processes.all(), policy.processes().minRssBytes(), reach(), protection(), membership());
            victims = known;
        }
        return known;
    }

    /** Why this container may not be stopped, whoever asks; empty where it may. */
    public Optional<String> whyNotToStop(Container container) {
        return protection().of(container);
    }

    /** Why the runner of a model may not be signalled, only its server asked; empty where it may: as any other process. */
    Optional<String> whyNotToEnd(ProcessRef runner) {
        Optional<ProcessInfo> process =
                processes.find(runner.pid()).filter(found -> found.ref().equals(runner));
        if (process.isEmpty()) {
            return mayEndUnseen(runner) ? Optional.empty() : Optional.of("its runner is not in the process table yet");
        }
        if (!reach().includes(process.get())) {
            return Optional.of(reach().describe());
        }
        return protection().ofRunner(process.get());
    }

    /** A runner that no scan has met yet, by what can be told without its user, cgroup and parents. */
    private boolean mayEndUnseen(ProcessRef runner) {
        return policy.processes().scope().isEmpty()
                && policy.reach() == Policy.Reach.MACHINE
                && !(inventory.containers() instanceof Sensed.Unknown)
                && inventory.containers().orElse(List.of()).stream()
                        .allMatch(container -> protection().of(container).isEmpty())
                && isBesideItsServer(runner);
    }

    /** Whether its server has been met, and not in a container whose labels are unknown: a runner lives where its server does. */
    private boolean isBesideItsServer(ProcessRef runner) {
        List<ProcessInfo> met = inventory.runtimes().stream()
                .filter(runtime -> runtime.ownPids().contains(runner.pid())
                        || runtime.models().orElse(List.of()).stream().anyMatch(model -> isHeldBy(model, runner)))
                .flatMap(runtime -> runtime.ownPids().stream())
                .flatMap(pid -> processes.find(pid).stream())
                .toList();
        return !met.isEmpty() && met.stream().noneMatch(protection()::isInUntoldContainer);
    }

    private static boolean isHeldBy(Model model, ProcessRef runner) {
        return model.runner() instanceof Sensed.Known<ProcessRef> known
                && known.value().equals(runner);
    }
}
