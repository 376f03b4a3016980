package io.spillway.http;

import io.spillway.config.HttpConfig;
import io.spillway.http.jolokia.JolokiaSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The real server on a free port, over fakes. */
final class RunningService implements AutoCloseable {
    final FakeOperations operations = new FakeOperations();
    final FakeJournal journal = new FakeJournal();
    final List<Thread> threads = new CopyOnWriteArrayList<>();
    final HttpService service;
    final int port;
    volatile Instant now = Snapshots.NOW;

    RunningService() throws IOException {
        this(null, Patience.USUAL);
    }

    RunningService(@Nullable Path operatorPolicy) throws IOException {
        this(operatorPolicy, Patience.USUAL);
    }

    RunningService(Patience patience) throws IOException {
        this(null, patience);
    }

    private RunningService(@Nullable Path operatorPolicy, Patience patience) throws IOException {
        service = service(new HttpConfig(0, "127.0.0.1"), operatorPolicy, patience);
        port = service.start();
    }

    HttpService service(HttpConfig config, @Nullable Path operatorPolicy) {
        return service(config, operatorPolicy, Patience.USUAL);
    }

    private HttpService service(HttpConfig config, @Nullable Path operatorPolicy, Patience patience) {
        InstantSource clock = () -> now;
        return new HttpService(
                config,
                operations,
                journal,
                clock,
                work -> {
                    Thread thread = new Thread(work, "http-test");
                    threads.add(thread);
                    return thread;
                },
                new JolokiaSettings(ManagementFactory::getPlatformMBeanServer, operatorPolicy),
                patience);
    }

    RawHttp http() {
        return new RawHttp(port);
    }

    @Override
    public void close() {
        service.close();
    }
}
