package io.spillway.testing.docker;

import io.spillway.act.ActException;
import io.spillway.act.ChangeRefusedException;
import io.spillway.act.ContainerControl;
import io.spillway.act.EngineUnavailableException;
import io.spillway.act.TargetGoneException;
import io.spillway.act.UnsettledException;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.Container;
import io.spillway.sense.Container.State;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.ContainerId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** An engine in memory that behaves as the real one by the same contract. Thread-safe. */
public final class FakeContainerEngine implements ContainerEngine, ContainerControl {
    /** How the engine answers. */
    public enum Health {
        WELL,
        HUNG,
        DOWN,
        ABSENT
    }

    private final InstantSource clock;
    private final Map<ContainerId, Container> containers = new LinkedHashMap<>();
    private final Map<ContainerId, Container> asStarted = new LinkedHashMap<>();
    private final Map<ContainerId, String> refusals = new LinkedHashMap<>();
    private final List<ContainerId> stopped = new ArrayList<>();
    private Consumer<Container> whenStopped = container -> {};
    private Health health = Health.WELL;
    private Instant since = Instant.EPOCH;
    private long nextPid = 100_000;

    public FakeContainerEngine(InstantSource clock) {
        this.clock = clock;
    }

    /** Runs a container without labels or limits. */
    public ContainerId run(String name, long usageBytes, int priority, Care care) {
        return run(name, name, usageBytes, 0, priority, care, Map.of());
    }

    public synchronized ContainerId run(
            String name,
            String service,
            long usageBytes,
            long limitBytes,
            int priority,
            Care care,
            Map<String, String> labels) {
        var id = new ContainerId(String.format("%064x", nextPid));
        put(new Container(
                id,
                name,
                service,
                State.RUNNING,
                "Up 1 second",
                new Sensed.Known<>(usageBytes, clock.instant()),
                limitBytes,
                0,
                new Sensed.Absent<>("not measured"),
                priority,
                care,
                labels,
                new Sensed.Known<>(newProcess(), clock.instant()),
                "/docker/" + id.value()));
        return id;
    }

    /** Adds a container, or replaces the one with that id. */
    public synchronized void put(Container container) {
        containers.put(container.id(), container);
        asStarted.put(container.id(), container);
    }

    public synchronized void remove(ContainerId id) {
        containers.remove(id);
        asStarted.remove(id);
    }

    /** Ends a container as if from within. */
    public synchronized void exit(ContainerId id) {
        containers.computeIfPresent(id, (same, container) -> exited(container));
    }

    public synchronized void become(Health health) {
        this.health = health;
        this.since = clock.instant();
    }

    /** From now on a change of that container is refused with these words. */
    public synchronized void refuse(ContainerId id, String words) {
        refusals.put(id, words);
    }

    /** Called with each container that is stopped, as it was before: to let a host's memory rise, for example. */
    public synchronized void whenStopped(Consumer<Container> effect) {
        whenStopped = effect;
    }

    /** What was stopped through {@link #stop}, in order. */
    public synchronized List<ContainerId> stopped() {
        return List.copyOf(stopped);
    }

    @Override
    public synchronized Sensed<List<Container>> containers() {
        return switch (health) {
            case WELL -> new Sensed.Known<>(List.copyOf(containers.values()), clock.instant());
            case HUNG -> new Sensed.Unknown<>("no answer in time", since);
            case DOWN -> new Sensed.Unknown<>("nobody listens at the socket", since);
            case ABSENT -> new Sensed.Absent<>("no socket");
        };
    }

    @Override
    public synchronized void stop(ContainerId id, Duration grace) throws ActException {
        var container = changeable(id);
        if (!runs(container)) {
            throw new TargetGoneException(container.name() + " does not run");
        }
        containers.put(id, exited(container));
        stopped.add(id);
        whenStopped.accept(container);
    }

    @Override
    public synchronized void start(ContainerId id) throws ActException {
        var container = changeable(id);
        if (runs(container)) {
            return;
        }
        var before = asStarted.getOrDefault(id, container);
        containers.put(
                id,
                with(
                        before,
                        State.RUNNING,
                        "Up 1 second",
                        before.usageBytes(),
                        new Sensed.Known<>(newProcess(), clock.instant()),
                        before.cgroup()));
    }

    @Override
    public String describe() {
        return "an engine in memory";
    }

    @Override
    public void close() {}

    private Container changeable(ContainerId id) throws ActException {
        if (health == Health.HUNG) {
            throw new UnsettledException("no answer in time");
        }
        if (health != Health.WELL) {
            throw new EngineUnavailableException("nobody listens at the socket");
        }
        var container = containers.get(id);
        if (container == null) {
            throw new TargetGoneException("no such container: " + id.value());
        }
        String refusal = refusals.get(id);
        if (refusal != null) {
            throw new ChangeRefusedException(refusal);
        }
        return container;
    }

    private static boolean runs(Container container) {
        return container.state() == State.RUNNING || container.state() == State.PAUSED;
    }

    private static Container exited(Container container) {
        return with(
                container,
                State.EXITED,
                "Exited (137) 1 second ago",
                new Sensed.Absent<>("the container does not run"),
                new Sensed.Absent<>("the container does not run"),
                "");
    }

    private static Container with(
            Container container,
            State state,
            String status,
            Sensed<Long> usage,
            Sensed<ProcessRef> init,
            String cgroup) {
        return new Container(
                container.id(),
                container.name(),
                container.service(),
                state,
                status,
                usage,
                container.limitBytes(),
                container.cpuLimit(),
                container.cpuPercent(),
                container.priority(),
                container.care(),
                container.labels(),
                init,
                cgroup);
    }

    private ProcessRef newProcess() {
        return new ProcessRef(nextPid++, 1);
    }
}
