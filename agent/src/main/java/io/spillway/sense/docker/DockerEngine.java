package io.spillway.sense.docker;

import io.spillway.config.ContainersConfig;
import io.spillway.config.EngineConfig;
import io.spillway.config.Origin;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import io.spillway.sense.cgroup.CgroupMemory;
import io.spillway.sense.cgroup.Cgroups;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the containers of an engine that speaks Docker's API at a unix socket. Names, states and labels come from its list, usage
 * from the containers' cgroups (the engine's own statistics take a second). {@link #containers()} is for one thread, and ends within
 * 3 s where the engine does not answer its list, within 9 s where it answers that and then no inspection.
 */
public final class DockerEngine implements ContainerEngine {
    private static final Logger LOG = LoggerFactory.getLogger(DockerEngine.class);

    private final EngineConfig config;
    private final EngineApi api;
    private final EngineFaults faults;
    private final TreatmentRules rules;
    private final Inspections inspections;
    private final Cgroups cgroups;
    private final InstantSource clock;
    private volatile boolean closed;
    private boolean seen;
    private @Nullable Instant failingSince;

    /**
     * @param stack not closed here; touched only when there is a socket
     * @param proc {@code /proc}
     */
    public DockerEngine(
            HttpStack stack, ContainersConfig config, Cgroups cgroups, Path proc, InstantSource clock, Ticker ticker) {
        this.config = config.engine();
        this.api = new EngineApi(stack, this.config.socket());
        this.faults = new EngineFaults(this.config.socket());
        this.rules = new TreatmentRules(config.limits(), LOG::warn);
        this.inspections = new Inspections(api, new InitProcessReader(proc), clock, ticker);
        this.cgroups = cgroups;
        this.clock = clock;
    }

    @Override
    public Sensed<List<Container>> containers() {
        if (closed) {
            return unknown("the engine is not watched any more");
        }
        // Once it has answered, an engine whose socket is gone is no absent one: its containers may still run.
        if (config.origin() == Origin.ASSUMED && !seen && Files.notExists(config.socket())) {
            failingSince = null;
            return new Sensed.Absent<>("no socket at " + config.socket());
        }
        try {
            var containers = containersOf(api.list());
            seen = true;
            failingSince = null;
            return new Sensed.Known<>(containers, clock.instant());
        } catch (IOException e) {
            return unknown(faults.describe(e));
        }
    }

    @Override
    public String describe() {
        return "unix://" + config.socket();
    }

    @Override
    public void close() {
        closed = true;
        api.close();
    }

    private Sensed<List<Container>> unknown(String reason) {
        if (failingSince == null) {
            failingSince = clock.instant();
        }
        return new Sensed.Unknown<>(reason, failingSince);
    }

    private List<Container> containersOf(List<ListedContainer> listed) {
        var present = listed.stream().map(ListedContainer::id).collect(Collectors.toSet());
        rules.keepOnly(present);
        inspections.beginPass(present);
        var containers = new ArrayList<Container>(listed.size());
        for (var container : listed) {
            inspections.of(container).ifPresent(inspection -> containers.add(container(container, inspection)));
        }
        return containers;
    }

    private Container container(ListedContainer listed, Inspection inspection) {
        var treatment = rules.treat(listed);
        var limits = inspection.limits().orElse(new InspectedContainer(0, 0, 0));
        var init = inspection.init();
        return new Container(
                listed.id(),
                listed.name(),
                listed.service(),
                listed.state(),
                listed.status(),
                usage(init),
                limits.memoryLimitBytes(),
                limits.cpuLimit(),
                cpuPercent(init),
                treatment.priority(),
                treatment.care(),
                listed.labels(),
                init.map(InitProcess::ref),
                init instanceof Sensed.Known<InitProcess> known ? known.value().cgroup() : "");
    }

    private Sensed<Double> cpuPercent(Sensed<InitProcess> init) {
        return init instanceof Sensed.Known<InitProcess> known
                ? cgroups.cpu().percent(known.value().cgroup())
                : init.map(process -> 0.0); // the same reason for both
    }

    private Sensed<Long> usage(Sensed<InitProcess> init) {
        return init instanceof Sensed.Known<InitProcess> known
                ? cgroups.memory().read(known.value().cgroup()).map(CgroupMemory.Usage::usageBytes)
                : init.map(process -> 0L); // the same reason for both
    }
}
