package io.spillway.act.docker;

import io.spillway.config.ContainersConfig;
import io.spillway.config.EngineConfig;
import io.spillway.config.Origin;
import io.spillway.sense.Container;
import io.spillway.sense.Sensed;
import io.spillway.sense.cgroup.Cgroups;
import io.spillway.sense.docker.DockerEngine;
import io.spillway.testing.docker.UnixServer;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is done with an engine while nothing has to be changed. */
public final class IdleWatch {
    private IdleWatch() {}

    /** There is an engine with one container. */
    public static void withAnEngine() throws IOException {
        String list = "[{\"Id\":\"ab\",\"Names\":[\"/db\"],\"State\":\"exited\"}]";
        String inspected = "{\"State\":{\"Pid\":0}}";
        try (var server = new UnixServer(
                (request, connection) -> connection.json(200, request.contains("all=1") ? list : inspected))) {
            require(watch(server.socket()) instanceof Sensed.Known);
        }
    }

    public static void withoutAnEngine() {
        require(watch(Path.of("/nowhere/docker.sock")) instanceof Sensed.Absent);
    }

    private static Sensed<List<Container>> watch(Path socket) {
        try (var stack = new HttpStack()) {
            var control = new DockerControl(stack, socket);
            var engine = new DockerEngine(
                    stack,
                    new ContainersConfig(
                            new EngineConfig(socket, Origin.ASSUMED), Map.of(), Duration.ZERO, Duration.ZERO),
                    Cgroups.at(Path.of("/sys/fs/cgroup"), () -> Instant.EPOCH, System::nanoTime),
                    Path.of("/proc"),
                    () -> Instant.EPOCH,
                    () -> 0);
            var containers = engine.containers();
            engine.close();
            control.close();
            return containers;
        }
    }

    private static void require(boolean expected) {
        if (!expected) {
            throw new IllegalStateException("the engine was not seen as it is");
        }
    }
}
