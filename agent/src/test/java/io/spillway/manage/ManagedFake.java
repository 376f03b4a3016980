package io.spillway.manage;

import io.spillway.guard.Snapshot;
import io.spillway.mbeans.SpillwayNames;
import io.spillway.testing.FakeOperations;
import io.spillway.testing.Snapshots;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** The whole management interface over a fake guard, in an MBean server of its own. */
final class ManagedFake implements AutoCloseable {
    final MBeanServer server;
    final FakeOperations operations;
    final InMemoryJournal journal = new InMemoryJournal();
    final Management management;

    ManagedFake(Snapshot snapshot) {
        this(snapshot, MBeanServerFactory.newMBeanServer(), Path.of("target"), Runnable::run);
    }

    ManagedFake(Snapshot snapshot, MBeanServer server, Path state, Executor notifications) {
        this.server = server;
        operations = new FakeOperations(snapshot);
        management = new Management(server, operations, journal, state, () -> Snapshots.AT, notifications);
        management.start();
    }

    void publish(Snapshot snapshot) {
        operations.publish(snapshot);
        management.refresh(snapshot);
    }

    Object read(ObjectName name, String attribute) {
        try {
            return server.getAttribute(name, attribute);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    void write(ObjectName name, String attribute, Object value) throws JMException {
        server.setAttribute(name, new Attribute(attribute, value));
    }

    Object invoke(ObjectName name, String operation, Object... arguments) throws JMException {
        for (MBeanOperationInfo info : server.getMBeanInfo(name).getOperations()) {
            if (info.getName().equals(operation)) {
                String[] signature = List.of(info.getSignature()).stream()
                        .map(MBeanParameterInfo::getType)
                        .toArray(String[]::new);
                return server.invoke(name, operation, arguments, signature);
            }
        }
        throw new AssertionError("no operation " + operation);
    }

    List<String> beans() {
        return server.queryNames(SpillwayNames.ALL, null).stream()
                .map(ObjectName::getCanonicalName)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        management.close();
    }
}
