package io.spillway.manage.remote;

import io.spillway.manage.PlatformServer;
import java.lang.management.ManagementFactory;

/** Gets the MBean server under a context class loader that does not know the host's classes: by itself ({@code plain}) or as we do. */
public final class PlatformServerProbe {
    private PlatformServerProbe() {}

    public static void main(String[] arguments) {
        ClassLoader ours = ClassLoader.getPlatformClassLoader();
        Thread.currentThread().setContextClassLoader(ours);
        boolean plain = arguments.length > 0 && arguments[0].equals("plain");
        int beans = (plain ? ManagementFactory.getPlatformMBeanServer() : PlatformServer.get()).getMBeanCount();
        boolean restored = Thread.currentThread().getContextClassLoader() == ours;
        System.out.println("beans=" + (beans > 0) + " restored=" + restored);
    }
}
