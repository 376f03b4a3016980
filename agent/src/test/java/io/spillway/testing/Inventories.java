package io.spillway.testing;

import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Builds inventories: {@code Inventories.inventory().with(model).with(container).build()}. */
public final class Inventories {
    private final List<Model> models = new ArrayList<>();
    private final List<RuntimeState> runtimes = new ArrayList<>();
    private final List<Container> containers = new ArrayList<>();
    private final List<ProcessInfo> processes = new ArrayList<>();
    private final List<Long> ownPids = new ArrayList<>();
    private final List<Long> serverPids = new ArrayList<>();
    private boolean engineHangs;
    private boolean engineIsAbsent;

    private Inventories() {}

    public static Inventories inventory() {
        return new Inventories();
    }

    /** On the usual server. */
    public Inventories with(Model... more) {
        models.addAll(List.of(more));
        return this;
    }

    public Inventories with(Container... more) {
        containers.addAll(List.of(more));
        return this;
    }

    public Inventories with(ProcessInfo... more) {
        processes.addAll(List.of(more));
        return this;
    }

    public Inventories withProcesses(Collection<ProcessInfo> more) {
        processes.addAll(more);
        return this;
    }

    public Inventories with(RuntimeState runtime) {
        runtimes.add(runtime);
        return this;
    }

    public Inventories own(long... pids) {
        for (long pid : pids) {
            ownPids.add(pid);
        }
        return this;
    }

    /** Of the usual server: its front process and its runners. */
    public Inventories serverPids(long... pids) {
        for (long pid : pids) {
            serverPids.add(pid);
        }
        return this;
    }

    public Inventories engineHangs() {
        this.engineHangs = true;
        return this;
    }

    public Inventories engineIsAbsent() {
        this.engineIsAbsent = true;
        return this;
    }

    public Inventory build() {
        List<RuntimeState> all = new ArrayList<>(runtimes);
        if (!models.isEmpty() || !serverPids.isEmpty()) {
            all.add(new RuntimeState(Models.OLLAMA, known(models), serverPids));
        }
        return new Inventory(all, containers(), known(processes), ownPids);
    }

    private Sensed<List<Container>> containers() {
        if (engineHangs) {
            return new Sensed.Unknown<>("the engine does not answer", Instant.EPOCH);
        }
        return engineIsAbsent ? new Sensed.Absent<>("no socket") : known(containers);
    }

    private static <T> Sensed<List<T>> known(List<T> values) {
        return new Sensed.Known<>(List.copyOf(values), Instant.EPOCH);
    }
}
