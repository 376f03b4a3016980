package io.spillway.http.jolokia;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaContext;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.util.jmx.DefaultMBeanServerAccess;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jspecify.annotations.Nullable;

/**
 * Jolokia behind an HTTP server of ours. It is put together by hand at the first request: nothing is looked for on the class path,
 * the restrictor is ours, and nothing of it costs a host that never asks.
 *
 * <p>Its threads must have the agent's own class loader as context: Jolokia looks for converters there.
 */
public final class JolokiaEndpoint implements AutoCloseable {
    private final JolokiaSettings settings;
    private final Semaphore actions;
    private volatile @Nullable Running running;
    private boolean closed;

    /** @param actions how many operations may hold a thread at a time */
    public JolokiaEndpoint(JolokiaSettings settings, Semaphore actions) {
        this.settings = requireNonNull(settings, "settings");
        this.actions = requireNonNull(actions, "actions");
    }

    /**
     * Answers a GET.
     *
     * @param uri as it came
     * @param path decoded, without {@code /jolokia}
     * @throws IOException when Jolokia cannot be started; the text says why
     */
    public JolokiaAnswer get(String uri, String path, Map<String, String> query) throws IOException {
        return running().requests().get(uri, path, query);
    }

    /**
     * Answers a POST.
     *
     * @throws IOException when Jolokia cannot be started; the text says why
     */
    public JolokiaAnswer post(String body, Map<String, String> query) throws IOException {
        return running().requests().post(body, query);
    }

    /** Takes away Jolokia's bean and its two listeners, which it leaves behind by itself and which pin the class loader. */
    @Override
    public synchronized void close() {
        closed = true;
        Running last = running;
        running = null;
        if (last != null) {
            last.manager().stop();
            if (last.context().getMBeanServerAccess() instanceof DefaultMBeanServerAccess access) {
                access.unregisterFromMBeanNotifications();
            }
        }
    }

    @Nullable
    JolokiaContext context() {
        Running now = running;
        return now == null ? null : now.context();
    }

    private Running running() throws IOException {
        Running now = running;
        return now == null ? startOnce() : now;
    }

    private synchronized Running startOnce() throws IOException {
        if (closed) {
            throw new IOException("Spillway is being stopped");
        }
        Running now = running;
        if (now == null) {
            now = start();
            running = now;
        }
        return now;
    }

    private Running start() throws IOException {
        // All that can fail comes before the manager, which puts listeners on the MBean server.
        SpillwayRestrictor restrictor = new SpillwayRestrictor(policies());
        var configuration = AgentProperties.read();
        requireNonNull(settings.platformMBeanServer().get(), "platformMBeanServer");
        JolokiaServiceManager manager = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                configuration, new Slf4jLogHandler(), restrictor, null);
        manager.addService(new RequestGate(restrictor));
        manager.addService(new LocalRequestHandler(1000));
        manager.addService(new WideningSerializer());
        manager.addService(new TypeCacheKeys());
        JolokiaContext context = manager.start();
        return new Running(manager, context, new CappedRequests(context, actions));
    }

    private List<AccessPolicy> policies() throws IOException {
        List<AccessPolicy> policies = new ArrayList<>();
        policies.add(AccessPolicy.packaged());
        Path operators = settings.operatorPolicy();
        if (operators != null && Files.exists(operators)) {
            policies.add(AccessPolicy.of(operators));
        }
        return policies;
    }

    private record Running(JolokiaServiceManager manager, JolokiaContext context, CappedRequests requests) {}
}
