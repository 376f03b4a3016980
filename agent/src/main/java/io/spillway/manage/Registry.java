package io.spillway.manage;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Registers beans, and knows which are ours to take away again. Used under its owner's lock. */
final class Registry {
    private final MBeanServer server;
    private final Set<ObjectName> names = new LinkedHashSet<>();

    Registry(MBeanServer server) {
        this.server = server;
    }

    void add(ObjectName name, DynamicMBean bean) {
        try {
            server.registerMBean(bean, name);
        } catch (InstanceAlreadyExistsException e) {
            throw new IllegalStateException(
                    "there is a bean " + name + " in this JVM already: another Spillway runs in it", e);
        } catch (JMException e) {
            throw new IllegalStateException("cannot register " + name + ": " + e, e);
        }
        names.add(name);
    }

    void remove(ObjectName name) {
        if (!names.remove(name)) {
            return;
        }
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // Somebody else took it away: what we wanted.
        } catch (JMException e) {
            throw new IllegalStateException("cannot unregister " + name + ": " + e, e);
        }
    }

    void removeAll() {
        for (ObjectName name : Set.copyOf(names)) {
            remove(name);
        }
    }
}
