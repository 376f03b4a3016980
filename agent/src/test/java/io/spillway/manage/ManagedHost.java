package io.spillway.manage;

import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.container;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;

import io.spillway.guard.Snapshot;
import io.spillway.sense.Container;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.management.MBeanServer;

/** A large host to measure and to close again: two models and a thousand containers. */
public final class ManagedHost implements AutoCloseable {
    private final ManagedFake fake;

    public ManagedHost(MBeanServer server) {
        Snapshot snapshot = normal().withModels(model("qwen2.5:3b", 2 * GIB), model("llama3.2:3b", GIB))
                .withContainers(IntStream.range(0, 1000)
                        .mapToObj(number -> container("c" + number, GIB))
                        .toArray(Container[]::new))
                .build();
        fake = new ManagedFake(snapshot, server, Path.of("target"), Runnable::run);
    }

    public MBeanServer server() {
        return fake.server;
    }

    @Override
    public void close() {
        fake.close();
    }
}
