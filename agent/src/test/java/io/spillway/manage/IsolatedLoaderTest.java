package io.spillway.manage;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.jfr.FlightRecorderConnection;
import io.spillway.mbeans.GuardMXBean;
import io.spillway.mbeans.SpillwayNames;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** The agent's classes live in a loader of their own, which must go when the agent does. */
class IsolatedLoaderTest {
    @Test
    void nothingHoldsTheLoaderAfterClosing() throws Exception {
        WeakReference<ClassLoader> loader = useAndClose();

        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (loader.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }

        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> useAndClose() throws Exception {
        try (Isolated loader = new Isolated()) {
            Class<?> type = loader.loadClass(ManagedHost.class.getName());
            assertThat(type).isNotSameAs(ManagedHost.class);
            MBeanServer server = PlatformServer.get();
            AutoCloseable host =
                    (AutoCloseable) type.getConstructor(MBeanServer.class).newInstance(server);
            useAll(server);
            host.close();
            loader.loadClass(LinkedRecords.class.getName()).getMethod("forget").invoke(null);
            return new WeakReference<>(loader);
        }
    }

    private static void useAll(MBeanServer server) throws Exception {
        for (ObjectName name : server.queryNames(SpillwayNames.ALL, null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                server.getAttribute(name, attribute.getName());
            }
        }
        server.invoke(SpillwayNames.RECORDER, "start", new Object[] {1, 1}, new String[] {"int", "int"});
    }

    /**
     * A loader whose protection domain does not name it. The JVM's recorder threads keep the access context of whoever started them for
     * ever; with a domain that names its loader, as {@link URLClassLoader} makes it, they would keep the loader too.
     */
    private static final class Isolated extends ClassLoader implements AutoCloseable {
        private final ProtectionDomain domain = new ProtectionDomain(null, null);
        private final URLClassLoader files = new URLClassLoader(
                Stream.of(Management.class, GuardMXBean.class, ManagedHost.class, FlightRecorderConnection.class)
                        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                        .toArray(URL[]::new),
                null);

        Isolated() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = files.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length, domain);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public void close() throws IOException {
            files.close();
        }
    }
}
