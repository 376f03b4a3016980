package io.spillway.manage;

import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import io.spillway.mbeans.ContainersMXBean;
import io.spillway.mbeans.GuardMXBean;
import io.spillway.mbeans.HostMemoryMXBean;
import io.spillway.mbeans.JournalMXBean;
import io.spillway.mbeans.ModelsMXBean;
import io.spillway.mbeans.RecorderMXBean;
import io.spillway.mbeans.SpillwayNames;
import io.spillway.mbeans.TargetsMXBean;
import io.spillway.mbeans.ThresholdsMXBean;
import io.spillway.record.Journal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javax.management.MBeanServer;

/** The management interface: brings all beans into an MBean server, keeps them current, takes them away. */
public final class Management implements AutoCloseable {
    private final Registry registry;
    private final TargetBeans targets;
    private final Operations operations;
    private final Journal journal;
    private final InstantSource clock;
    private final RecorderBean recorder;
    private final JournalNotifications notifications;
    private boolean running;

    /**
     * Prepares everything and registers nothing yet.
     *
     * @param server the platform's, from {@link PlatformServer#get()}
     * @param stateDirectory flight recordings go into the folder {@code recordings} of it
     * @param executor runs the listeners of notifications: one daemon thread with a bounded queue that rejects
     */
    public Management(
            MBeanServer server,
            Operations operations,
            Journal journal,
            Path stateDirectory,
            InstantSource clock,
            Executor executor) {
        this.registry = new Registry(server);
        this.targets = new TargetBeans(registry, operations);
        this.operations = operations;
        this.journal = journal;
        this.clock = clock;
        this.recorder = new RecorderBean(server, new RecordingFolder(stateDirectory.resolve("recordings")), clock);
        this.notifications = new JournalNotifications(executor);
    }

    /**
     * Registers all beans and begins to send notifications; to be called once.
     *
     * @throws IllegalStateException another Spillway's beans are there; none of ours is left behind
     */
    public synchronized void start() {
        try {
            register();
            running = true;
            refresh(operations.snapshot());
        } catch (RuntimeException e) {
            running = false;
            registry.removeAll();
            throw e;
        }
        journal.subscribe(notifications);
    }

    private void register() {
        registry.add(
                SpillwayNames.GUARD,
                DescribedMBean.of(GuardMXBean.class, new GuardBean(operations, clock), notifications.emitter()));
        registry.add(
                SpillwayNames.THRESHOLDS, DescribedMBean.of(ThresholdsMXBean.class, new ThresholdsBean(operations)));
        registry.add(
                SpillwayNames.HOST_MEMORY,
                DescribedMBean.of(HostMemoryMXBean.class, new HostMemoryBean(operations::snapshot)));
        registry.add(SpillwayNames.MODELS, DescribedMBean.of(ModelsMXBean.class, new ModelsBean(operations)));
        registry.add(
                SpillwayNames.CONTAINERS,
                DescribedMBean.of(ContainersMXBean.class, new ContainersBean(operations::snapshot)));
        registry.add(
                SpillwayNames.TARGETS, DescribedMBean.of(TargetsMXBean.class, new TargetsBean(operations::snapshot)));
        registry.add(
                SpillwayNames.JOURNAL,
                DescribedMBean.of(JournalMXBean.class, new JournalBean(journal, operations, notifications::dropped)));
        registry.add(SpillwayNames.RECORDER, DescribedMBean.of(RecorderMXBean.class, recorder));
    }

    /** Lets the beans of single models and containers come and go; to be called from a slow thread after each look at the host. */
    public synchronized void refresh(Snapshot snapshot) {
        if (!running) {
            return;
        }
        targets.refresh(snapshot.inventory());
    }

    /** Takes every bean away and ends a recording that runs; nothing is left in the MBean server. */
    @Override
    public synchronized void close() {
        running = false;
        notifications.close();
        registry.removeAll();
        recorder.close();
    }
}
