package io.spillway.manage;

import io.spillway.config.ContainerLimits.Care;
import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import io.spillway.mbeans.ContainerInfo;
import io.spillway.mbeans.ContainerMXBean;
import io.spillway.mbeans.OutcomeInfo;
import io.spillway.sense.Container;
import io.spillway.sense.Sensed;
import java.util.List;

/** One container, found in the newest snapshot; what does not move is as last seen while the engine does not answer. */
final class ContainerBean implements ContainerMXBean {
    private final String name;
    private final Operations operations;
    private volatile Container lastSeen;

    ContainerBean(Container container, Operations operations) {
        this.name = container.name();
        this.operations = operations;
        this.lastSeen = container;
    }

    /** Remembers how it looks now, for when the engine stops answering. */
    void seen(Container container) {
        lastSeen = container;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getService() {
        return row().service();
    }

    @Override
    public String getState() {
        return row().state();
    }

    @Override
    public String getStatus() {
        return row().status();
    }

    @Override
    public long getUsageBytes() {
        return row().usageBytes();
    }

    @Override
    public long getLimitBytes() {
        return row().limitBytes();
    }

    @Override
    public double getCpuLimit() {
        return row().cpuLimit();
    }

    @Override
    public int getPriority() {
        return row().priority();
    }

    @Override
    public boolean isProtected() {
        return row().care().equals(Care.PROTECTED.name());
    }

    @Override
    public boolean isStateful() {
        return row().care().equals(Care.STATEFUL.name());
    }

    @Override
    public String getOwed() {
        return row().owed();
    }

    @Override
    public OutcomeInfo stop() {
        return OutcomeRows.of(operations.stopContainer(name));
    }

    @Override
    public OutcomeInfo restore() {
        return OutcomeRows.of(operations.restoreContainer(name));
    }

    private ContainerInfo row() {
        Snapshot snapshot = operations.snapshot();
        Sensed<List<Container>> containers = snapshot.inventory().containers();
        for (Container container : containers.orElse(List.of())) {
            if (container.name().equals(name)) {
                return ContainerRows.of(container, snapshot.owed());
            }
        }
        ContainerInfo last = ContainerRows.of(lastSeen, snapshot.owed());
        return notSeen(last, containers instanceof Sensed.Unknown ? "UNKNOWN" : "GONE");
    }

    private static ContainerInfo notSeen(ContainerInfo last, String state) {
        return new ContainerInfo(
                last.name(),
                last.service(),
                state,
                last.status(),
                -1,
                last.limitBytes(),
                last.cpuLimit(),
                last.priority(),
                last.care(),
                last.owed());
    }
}
