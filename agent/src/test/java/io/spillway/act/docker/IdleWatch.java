package io.spillway.act.docker;

import io.spillway.config.ContainersConfig;
import io.spillway.config.EngineConfig;
import io.spillway.config.Origin;
import io.spillway.sense.cgroup.CgroupMemory;
import io.spillway.sense.docker.DockerEngine;
import io.spillway.testing.docker.UnixServer;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What is done with an engine while nothing has to be changed. */
public final class IdleWatch {
    private IdleWatch() {}

    public static void run() throws IOException {
        String list = "[{\"Id\":\"ab\",\"Names\":[\"/db\"],\"State\":\"exited\"}]";
        String inspected = "{\"State\":{\"Pid\":0}}";
        try (var server = new UnixServer(
                        (request, connection) -> connection.json(200, request.contains("all=1") ? list : inspected));
                var stack = new HttpStack()) {
            var control = new DockerControl(stack.client(), server.socket());
            var engine = new EngineConfig(server.socket(), Origin.CONFIGURED);
            var containers = new DockerEngine(
                            stack.client(),
                            new ContainersConfig(engine, Map.of(), Duration.ZERO, Duration.ZERO),
                            new CgroupMemory(Path.of("/sys/fs/cgroup"), () -> Instant.EPOCH),
                            Path.of("/proc"),
                            () -> Instant.EPOCH,
                            () -> 0)
                    .containers();
            if (!containers.isKnown()) {
                throw new IllegalStateException(containers.toString());
            }
            control.close();
        }
    }
}
