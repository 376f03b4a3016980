package host;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A host that is started from the module path, and has no module but java.base. */
public class ModuleHost {
    public static void main(String[] args) throws Exception {
        System.out.println(
                "host: has jdk.httpserver " + ModuleLayer.boot().findModule("jdk.httpserver").isPresent());
        long began = System.nanoTime();
        ClassLoader agent = null;
        while (agent == null && System.nanoTime() - began < 30_000_000_000L) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                ClassLoader context = thread.getContextClassLoader();
                if (context != null && "spillway".equals(context.getName())) {
                    agent = context;
                }
            }
            Thread.sleep(20);
        }
        Class<?> server = agent.loadClass("com.sun.net.httpserver.HttpServer");
        Object created = server.getMethod("create", InetSocketAddress.class, int.class)
                .invoke(null, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        InetSocketAddress address = (InetSocketAddress) server.getMethod("getAddress").invoke(created);
        System.out.println("host: agent listens " + (address.getPort() > 0));
        server.getMethod("stop", int.class).invoke(created, 0);
    }
}
