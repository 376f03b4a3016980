package io.spillway.manage;

import io.spillway.guard.Snapshot;
import io.spillway.mbeans.ContainerInfo;
import io.spillway.mbeans.ContainersMXBean;
import io.spillway.sense.Container;
import io.spillway.sense.Sensed;
import java.util.List;
import java.util.function.Supplier;

/** All containers. */
final class ContainersBean implements ContainersMXBean {
    private final Supplier<Snapshot> snapshots;

    ContainersBean(Supplier<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public String getState() {
        return SourceRows.stateOf(containers());
    }

    @Override
    public String getReason() {
        return containers().whyNotKnown();
    }

    @Override
    public List<ContainerInfo> getContainers() {
        Snapshot snapshot = snapshots.get();
        return snapshot.inventory().containers().orElse(List.of()).stream()
                .map(container -> ContainerRows.of(container, snapshot.owed()))
                .toList();
    }

    @Override
    public int getCount() {
        return containers().map(List::size).orElse(-1);
    }

    @Override
    public int getRunning() {
        return containers().map(all -> running(all).size()).orElse(-1);
    }

    @Override
    public long getUsageBytes() {
        return containers().map(ContainersBean::usage).orElse(-1L);
    }

    private static long usage(List<Container> all) {
        List<Container> running = running(all);
        return running.stream().allMatch(it -> it.usageBytes().isKnown())
                ? running.stream().mapToLong(it -> it.usageBytes().orElse(0L)).sum()
                : -1;
    }

    private static List<Container> running(List<Container> all) {
        return all.stream().filter(Running::uses).toList();
    }

    private Sensed<List<Container>> containers() {
        return snapshots.get().inventory().containers();
    }
}
