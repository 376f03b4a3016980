package io.spillway.manage.remote;

import javax.management.MBeanServerBuilder;

/** What a host may have put in place of the JDK's builder; found by the system class loader alone. */
public final class HostServerBuilder extends MBeanServerBuilder {
    /** Made by the JDK, by its name. */
    public HostServerBuilder() {}
}
