package io.spillway.plan;

import io.spillway.assess.Figures;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.config.ContainersConfig;
import io.spillway.plan.Measure.StopContainer;
import io.spillway.plan.PassedOver.Why;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerId;
import io.spillway.sense.RuntimeState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The gate that stops containers: stateful ones after all others, those that hold next to nothing last among their like, then the
 * lowest priority first, known usage before unknown, the larger first. A stateful one gets its whole grace or is passed over; any
 * other gets less with less time, down to a hard stop, and is never too slow: nothing comes after this gate.
 */
final class ContainerGate {
    private static final long NEXT_TO_NOTHING_BYTES = 16_000_000;
    private static final int GRACE_PART = 2;

    static final Comparator<Container> ORDER = Comparator.comparing(
                    (Container container) -> container.care() == Care.STATEFUL)
            .thenComparing(ContainerGate::holdsNextToNothing)
            .thenComparing(Container::priority)
            .thenComparing(container -> !container.usageBytes().isKnown())
            .thenComparing(container -> container.usageBytes().orElse(0L), Comparator.reverseOrder())
            .thenComparing(Container::name);

    private final Draft draft;
    private final Landscape landscape;
    private final Expectations expectations;
    private final TimeLeft timeLeft;

    ContainerGate(Draft draft, Landscape landscape, Expectations expectations, TimeLeft timeLeft) {
        this.draft = draft;
        this.landscape = landscape;
        this.expectations = expectations;
        this.timeLeft = timeLeft;
    }

    /** Counts what the containers that are being stopped still hold. */
    void countInProgress() {
        if (!draft.underway().has(Target.Kind.CONTAINER)) {
            return;
        }
        for (Container container : landscape.containers()) {
            if (draft.underway().isInProgress(Target.container(container.name()))) {
                draft.relief().addInside(container, container.usageBytes().orElse(0L));
            }
        }
    }

    void open() {
        draft.open(Gate.STOP_CONTAINERS, Target.Kind.CONTAINER);
        Map<ContainerId, String> servers = modelServers();
        for (Container container : landscape.containersToStop()) {
            if (mayBeStopped(container)) {
                stop(container, servers);
            }
        }
    }

    private boolean mayBeStopped(Container container) {
        Target target = Target.container(container.name());
        if (container.state() == Container.State.PAUSED) {
            draft.passOver(target, Why.UNDOING_IMPOSSIBLE, () -> "it is paused, and a start would not pause it again");
            return false;
        }
        if (container.state() != Container.State.RUNNING || draft.holds(target)) {
            return false;
        }
        Optional<String> protectedBy = landscape.protection().of(container);
        if (protectedBy.isPresent()) {
            draft.passOver(target, Why.PROTECTED, protectedBy::get);
            return false;
        }
        if (draft.isLeftAlone(target) || draft.isNotNeeded(target, Gate.STOP_CONTAINERS)) {
            return false;
        }
        if (container.usageBytes().isKnown() && draft.relief().leftIn(container) == 0) {
            draft.passOver(target, Why.FREES_NOTHING, () -> "it holds no memory, or what it holds goes already");
            return false;
        }
        return true;
    }

    private void stop(Container container, Map<ContainerId, String> servers) {
        Target target = Target.container(container.name());
        ContainersConfig config = landscape.policy().containers();
        long bytes = draft.relief().leftIn(container);
        boolean stateful = container.care() == Care.STATEFUL;
        Duration grace = stateful ? config.statefulStopGrace() : timeLeft.part(GRACE_PART, config.stopGrace());
        Duration expected =
                stateful ? expectations.stopStateful(target, grace, bytes) : expectations.stop(target, grace, bytes);
        if (!timeLeft.isEnoughFor(expected)) {
            if (stateful) {
                Duration needed = expected;
                draft.passOver(
                        target,
                        Why.TOO_SLOW,
                        () -> "it is stateful: a gentle stop takes " + Figures.seconds(needed)
                                + " and nothing is left in " + Figures.seconds(timeLeft.seconds()));
                return;
            }
            grace = Duration.ZERO;
            expected = Expectations.stopAtMost(grace, bytes);
        }
        draft.take(new StopContainer(
                container.id(),
                container.name(),
                grace,
                bytes,
                expected,
                Gate.STOP_CONTAINERS,
                reason(container, servers)));
        draft.relief().addInside(container, bytes);
    }

    private static String reason(Container container, Map<ContainerId, String> servers) {
        String usage = container.usageBytes().map(Figures::bytes).orElse("an unknown amount");
        String server = servers.get(container.id());
        return "priority " + container.priority() + (container.care() == Care.STATEFUL ? ", stateful" : "")
                + ", it holds " + usage
                + (server == null ? "" : "; the models of " + server + " go with it");
    }

    private Map<ContainerId, String> modelServers() {
        Map<ContainerId, String> servers = new HashMap<>();
        for (RuntimeState runtime : landscape.inventory().runtimes()) {
            landscape
                    .membership()
                    .ofAny(runtime.ownPids())
                    .ifPresent(container ->
                            servers.put(container.id(), runtime.id().toString()));
        }
        return servers;
    }

    private static boolean holdsNextToNothing(Container container) {
        return container.usageBytes().isKnown() && container.usageBytes().orElse(0L) < NEXT_TO_NOTHING_BYTES;
    }
}
