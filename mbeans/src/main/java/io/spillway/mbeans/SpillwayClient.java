package io.spillway.mbeans;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/**
 * The beans of a Spillway behind a connection, with their types: in this JVM, by RMI, or by any other JMX connector. Each call of a bean
 * is one round trip. The proxies throw {@link java.lang.reflect.UndeclaredThrowableException} when the connection fails or the bean is
 * not there.
 */
public final class SpillwayClient {
    private final MBeanServerConnection connection;

    /**
     * A client over a connection that stays the caller's own.
     *
     * @param connection to the JVM that Spillway lives in
     */
    public SpillwayClient(MBeanServerConnection connection) {
        this.connection = connection;
    }

    /**
     * Whether a Spillway runs there.
     *
     * @throws IOException the connection failed
     */
    public boolean isPresent() throws IOException {
        return connection.isRegistered(SpillwayNames.GUARD);
    }

    /** The guard. */
    public GuardMXBean guard() {
        return proxy(SpillwayNames.GUARD, GuardMXBean.class);
    }

    /** The thresholds. */
    public ThresholdsMXBean thresholds() {
        return proxy(SpillwayNames.THRESHOLDS, ThresholdsMXBean.class);
    }

    /** The host's memory. */
    public HostMemoryMXBean hostMemory() {
        return proxy(SpillwayNames.HOST_MEMORY, HostMemoryMXBean.class);
    }

    /** All loaded models. */
    public ModelsMXBean models() {
        return proxy(SpillwayNames.MODELS, ModelsMXBean.class);
    }

    /**
     * One loaded model.
     *
     * @param runtime type and address of its server, as {@link ModelInfo#runtime()}
     * @param name as {@link ModelInfo#name()}
     */
    public ModelMXBean model(String runtime, String name) {
        return proxy(SpillwayNames.model(runtime, name), ModelMXBean.class);
    }

    /** All containers. */
    public ContainersMXBean containers() {
        return proxy(SpillwayNames.CONTAINERS, ContainersMXBean.class);
    }

    /**
     * One container.
     *
     * @param name as {@link ContainerInfo#name()}
     */
    public ContainerMXBean container(String name) {
        return proxy(SpillwayNames.container(name), ContainerMXBean.class);
    }

    /** The efficiency targets. */
    public TargetsMXBean targets() {
        return proxy(SpillwayNames.TARGETS, TargetsMXBean.class);
    }

    /** The history. */
    public JournalMXBean journal() {
        return proxy(SpillwayNames.JOURNAL, JournalMXBean.class);
    }

    /** The flight recording. */
    public RecorderMXBean recorder() {
        return proxy(SpillwayNames.RECORDER, RecorderMXBean.class);
    }

    /**
     * The names of all beans that are there now, sorted.
     *
     * @throws IOException the connection failed
     */
    public Set<ObjectName> names() throws IOException {
        return new TreeSet<>(connection.queryNames(SpillwayNames.ALL, null));
    }

    private <T> T proxy(ObjectName name, Class<T> type) {
        return JMX.newMXBeanProxy(connection, name, type);
    }
}
