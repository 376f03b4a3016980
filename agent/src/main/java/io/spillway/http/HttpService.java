package io.spillway.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import io.spillway.config.HttpConfig;
import io.spillway.guard.Operations;
import io.spillway.http.jolokia.JolokiaEndpoint;
import io.spillway.http.jolokia.JolokiaSettings;
import io.spillway.record.Journal;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spillway's HTTP server, on a loopback address. Nothing of it exists before {@link #start} and after {@link #close}; it is started
 * once.
 */
public final class HttpService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

    private static final int WORKERS = 4;
    private static final int ACTIONS = 2;
    // What waits beyond that has its connection reset.
    private static final int WAITING = 64;
    private static final long STOP_MILLIS = 2_000;
    // A keep-alive answer takes 44 ms on Java 17 without it. Read once, when the JVM's first server is made.
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final HttpConfig config;
    private final Operations operations;
    private final Journal journal;
    private final InstantSource clock;
    private final ThreadFactory threads;
    private final Semaphore actions = new Semaphore(ACTIONS);
    private final JolokiaEndpoint jolokia;
    private final SlowClients slowClients;
    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private @Nullable ThreadPoolExecutor workers;
    private @Nullable HttpServer server;

    /** @param threads makes the four workers and a timer; they become daemons and get the agent's class loader as context */
    public HttpService(
            HttpConfig config,
            Operations operations,
            Journal journal,
            InstantSource clock,
            ThreadFactory threads,
            JolokiaSettings jolokia) {
        this(config, operations, journal, clock, threads, jolokia, Patience.USUAL);
    }

    HttpService(
            HttpConfig config,
            Operations operations,
            Journal journal,
            InstantSource clock,
            ThreadFactory threads,
            JolokiaSettings jolokia,
            Patience patience) {
        this.config = requireNonNull(config, "config");
        this.operations = requireNonNull(operations, "operations");
        this.journal = requireNonNull(journal, "journal");
        this.clock = requireNonNull(clock, "clock");
        this.threads = requireNonNull(threads, "threads");
        this.jolokia = new JolokiaEndpoint(jolokia, actions);
        this.slowClients = new SlowClients(patience, this::worker);
    }

    /**
     * Listens, and answers from now on.
     *
     * @return the port, which is another than the configured one where that is 0
     * @throws PortTakenException when another program listens there: a guard in a host's JVM can go on without HTTP
     * @throws IllegalArgumentException when the configured address is no loopback address
     * @throws IOException when the address cannot be used for another reason
     */
    public synchronized int start() throws IOException {
        if (server != null) {
            throw new IllegalStateException("the HTTP server runs already");
        }
        InetAddress address = InetAddress.getByName(config.bind());
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException("http.bind must be a loopback address, such as 127.0.0.1, not "
                    + config.bind() + ": Spillway has no users and passwords yet");
        }
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                WORKERS, WORKERS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), this::worker);
        HttpServer opened;
        try {
            // On a worker: the server's own threads inherit from the one that starts it that they are daemons.
            opened = result(pool.submit(() -> open(new InetSocketAddress(address, config.port()), pool)));
        } catch (ExecutionException e) {
            pool.shutdownNow();
            slowClients.close();
            joinWorkers();
            throw failure(e.getCause());
        }
        server = opened;
        workers = pool;
        int port = opened.getAddress().getPort();
        LOG.info("http=started address={} port={}", config.bind(), port);
        return port;
    }

    /** Gives the port back and ends every thread; what is still being answered is cut off. */
    @Override
    public synchronized void close() {
        HttpServer last = server;
        ThreadPoolExecutor pool = workers;
        server = null;
        workers = null;
        if (last != null) {
            last.stop(0);
        }
        if (pool != null) {
            pool.shutdownNow();
        }
        slowClients.close();
        joinWorkers();
        jolokia.close();
    }

    // Binding takes no time; given up half-way it would leave a port behind.
    private static HttpServer result(Future<HttpServer> opening) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // The pool calls itself ended while its last thread still runs its last lines.
    private void joinWorkers() {
        try {
            for (Thread thread : made) {
                if (thread != Thread.currentThread()) {
                    thread.join(STOP_MILLIS);
                }
                if (thread.isAlive()) {
                    LOG.warn("http: an action is still under way, its thread ends with it");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        made.clear();
    }

    private HttpServer open(InetSocketAddress address, ThreadPoolExecutor pool) throws IOException {
        HttpServer opened = create(address);
        opened.setExecutor(slowClients.watching(pool));
        opened.createContext("/", router(opened.getAddress().getPort()));
        opened.start();
        return opened;
    }

    private static HttpServer create(InetSocketAddress address) throws IOException {
        boolean unset = System.getProperty(NO_DELAY) == null;
        if (unset) {
            System.setProperty(NO_DELAY, "true");
        }
        try {
            return HttpServer.create(address, 0);
        } catch (BindException e) {
            throw failure(address, e);
        } finally {
            if (unset) {
                System.clearProperty(NO_DELAY);
            }
        }
    }

    // An address that is not this machine's, or a port that needs a privilege, is a BindException as well.
    private static IOException failure(InetSocketAddress address, BindException e) {
        PortHolder holder = new PortHolder(Path.of("/proc"));
        int port = address.getPort();
        if (holder.isTaken(port) || String.valueOf(e.getMessage()).contains("in use")) {
            return new PortTakenException(port, address.getHostString(), holder.describe(port), e);
        }
        return new IOException(
                "cannot listen on port " + port + " of " + address.getHostString() + " (" + e.getMessage()
                        + "): choose another with --set http.port=<another>",
                e);
    }

    private Router router(int port) {
        Views views = new Views(operations, clock);
        return new Router(
                new BrowserGuard(config.bind(), port),
                slowClients,
                List.of(
                        Route.view("/", new PageResource()),
                        Route.view("/health", views::health),
                        Route.view("/resources", views::resources),
                        Route.view("/metrics", new MetricsResource(operations, clock)),
                        Route.view("/journal", new JournalResource(journal)),
                        Route.action("/optimize", new ActionResource(operations::optimize, actions)),
                        Route.action(
                                "/emergency-scale-down", new ActionResource(operations::emergencyScaleDown, actions)),
                        Route.tree(JolokiaResource.PATH, new JolokiaResource(jolokia))));
    }

    private Thread worker(Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setDaemon(true);
        thread.setContextClassLoader(HttpService.class.getClassLoader());
        made.removeIf(old -> old.getState() == Thread.State.TERMINATED);
        made.add(thread);
        return thread;
    }

    private static IOException failure(@Nullable Throwable cause) {
        return cause instanceof IOException io ? io : new IOException("the HTTP server did not start: " + cause, cause);
    }
}
