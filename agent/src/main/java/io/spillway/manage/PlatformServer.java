package io.spillway.manage;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;

/** The JVM's own MBean server, got so that a host's settings for it still work. */
public final class PlatformServer {
    private PlatformServer() {}

    /**
     * Gets it; to be called late. The first call of a JVM starts its LogManager and loads the {@code MBeanServerBuilder} that the host
     * may have named through the context class loader: with ours that throws, with the system's it works.
     */
    public static MBeanServer get() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return ManagementFactory.getPlatformMBeanServer();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
