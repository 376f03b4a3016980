package io.spillway.rehearse;

import io.spillway.act.ContainerControl;
import io.spillway.act.TargetGoneException;
import io.spillway.act.UnsettledException;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.Container;
import io.spillway.sense.Container.State;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.ContainerId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands in for a container engine: each "container" is a process of its own. Thread-safe. */
final class StandInEngine implements ContainerEngine, ContainerControl {
    private static final String NOT_RUNNING = "it does not run";

    private final InstantSource clock;
    private final Map<ContainerId, Service> services = new LinkedHashMap<>();
    private final Map<ContainerId, StandIn> running = new ConcurrentHashMap<>();
    private final Map<ContainerId, Integer> exits = new ConcurrentHashMap<>();
    private boolean closed;

    /** How a service's process is started. */
    @FunctionalInterface
    interface Start {
        StandIn process() throws IOException;
    }

    /** A service: what a container has that is not its process. */
    record Service(
            String name,
            String service,
            int priority,
            Care care,
            long limitBytes,
            Map<String, String> labels,
            Start start) {
        Service {
            labels = Map.copyOf(labels);
        }
    }

    StandInEngine(InstantSource clock) {
        this.clock = clock;
    }

    /** Creates the container and starts it. */
    synchronized ContainerId run(Service service) throws IOException {
        ContainerId id = new ContainerId("%064x".formatted(0x5babb1e0L + services.size()));
        services.put(id, service);
        running.put(id, service.start().process());
        return id;
    }

    /** Stops it at once and forgets it. */
    synchronized void remove(ContainerId id) {
        services.remove(id);
        StandIn process = running.remove(id);
        if (process != null) {
            process.close();
        }
    }

    /** The status with which its process ended last. */
    synchronized int exitStatus(ContainerId id) {
        return exits.getOrDefault(id, 0);
    }

    /** The process of a running container; null where it does not run. */
    @Nullable
    StandIn process(ContainerId id) {
        StandIn process = running.get(id);
        return process != null && process.isAlive() ? process : null;
    }

    @Override
    public synchronized Sensed<List<Container>> containers() {
        List<Container> containers = new ArrayList<>();
        services.forEach((id, service) -> containers.add(container(id, service)));
        return new Sensed.Known<>(containers, clock.instant());
    }

    private Container container(ContainerId id, Service service) {
        StandIn process = process(id);
        if (process == null) {
            return container(
                    id, service, State.EXITED, new Sensed.Absent<>(NOT_RUNNING), new Sensed.Absent<>(NOT_RUNNING), "");
        }
        return container(
                id,
                service,
                State.RUNNING,
                new Sensed.Known<>(process.residentBytes(), clock.instant()),
                new Sensed.Known<>(process.ref(), clock.instant()),
                "/stand-in/" + id.value());
    }

    private static Container container(
            ContainerId id, Service service, State state, Sensed<Long> usage, Sensed<ProcessRef> init, String cgroup) {
        return new Container(
                id,
                service.name(),
                service.service(),
                state,
                state == State.RUNNING ? "Up" : "Exited",
                usage,
                service.limitBytes(),
                0,
                new Sensed.Absent<>("a stand-in has no cgroup"),
                service.priority(),
                service.care(),
                service.labels(),
                init,
                cgroup);
    }

    /** Not under the lock: a stop that waits for its grace must not hide the other containers. */
    @Override
    public void stop(ContainerId container, Duration grace) throws TargetGoneException, UnsettledException {
        StandIn process = process(container);
        if (process == null) {
            throw new TargetGoneException(name(container) + " does not run");
        }
        try {
            exits.put(container, process.stop(grace));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnsettledException("the stop of " + name(container) + " was interrupted", e);
        }
    }

    @Override
    public synchronized void start(ContainerId container) throws TargetGoneException, UnsettledException {
        Service service = services.get(container);
        if (service == null) {
            throw new TargetGoneException("no such container: " + container.value());
        }
        if (process(container) != null) {
            return;
        }
        if (closed) {
            throw new UnsettledException("the rehearsal is over");
        }
        try {
            running.put(container, service.start().process());
        } catch (IOException e) {
            throw new UnsettledException(service.name() + " did not start: " + e.getMessage(), e);
        }
    }

    private synchronized String name(ContainerId container) {
        Service service = services.get(container);
        return service == null ? container.value() : service.name();
    }

    @Override
    public String describe() {
        return "stand-in engine";
    }

    /** Ends every container; none starts any more. */
    @Override
    public synchronized void close() {
        closed = true;
        for (StandIn process : running.values()) {
            process.close();
        }
    }
}
