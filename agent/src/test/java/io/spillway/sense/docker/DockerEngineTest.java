package io.spillway.sense.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.ContainersConfig;
import io.spillway.config.EngineConfig;
import io.spillway.config.Origin;
import io.spillway.sense.Container;
import io.spillway.sense.Sensed;
import io.spillway.sense.cgroup.Cgroups;
import io.spillway.testing.docker.UnixServer;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DockerEngineTest {
    private static final String ID = "ab".repeat(32);
    private static final String LIST =
            "[{\"Id\":\"" + ID + "\",\"Names\":[\"/db\"],\"State\":\"%s\",\"Status\":\"Up\"}]";
    private static final String INSPECTED =
            "{\"State\":{\"Pid\":77},\"HostConfig\":{\"Memory\":1000,\"NanoCpus\":2000000000}}";
    private static final Instant START = Instant.EPOCH;

    private final HttpStack stack = new HttpStack();
    private final AtomicLong nanos = new AtomicLong();
    private final Path folder;
    private final Path proc;

    DockerEngineTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.proc = Files.createDirectory(folder.resolve("proc"));
    }

    @AfterEach
    void closeStack() {
        stack.close();
    }

    @Test
    void anAssumedSocketThatDoesNotExistIsAnAbsentEngine() {
        var socket = folder.resolve("none.sock");

        assertThat(engine(socket, Origin.ASSUMED).containers())
                .isEqualTo(new Sensed.Absent<>("no socket at " + socket));
    }

    @Test
    void aConfiguredSocketThatDoesNotExistIsAFault() {
        assertThat(unknown(engine(folder.resolve("none.sock"), Origin.CONFIGURED)))
                .contains("no socket at", "start the container engine or correct containers.engine");
    }

    @Test
    void anEngineThatHasAnsweredAndIsGoneIsNotAbsent() throws Exception {
        try (var engine = engineOf((request, connection) -> connection.json(200, "[]"))) {
            assertThat(engine.containers().isKnown()).isTrue();

            engine.server.close();

            assertThat(unknown(engine.engine)).contains("no socket at");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>hello</html>",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
            })
    void garbageIsUnknown(String answer) throws Exception {
        try (var engine = engineOf((request, connection) -> connection.raw(answer))) {
            assertThat(unknown(engine.engine)).contains(engine.server.socket().toString());
        }
    }

    @Test
    void anErrorIsUnknownInTheEnginesWords() throws Exception {
        try (var engine = engineOf((request, connection) -> connection.json(500, "{\"message\":\"disk is full\"}"))) {
            assertThat(unknown(engine.engine)).contains("status 500: disk is full");
        }
    }

    @Test
    void anEngineThatSaysNothingIsUnknownAtItsDeadline() throws Exception {
        try (var engine = engineOf((request, connection) -> connection.hang())) {
            assertThat(unknown(engine.engine)).contains("no answer", "the engine hangs");
        }
    }

    @Test
    void aFaultKeepsTheMomentAtWhichItBegan() throws Exception {
        try (var engine = engineOf((request, connection) -> connection.raw("x\r\n\r\n"))) {
            engine.containers();
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());

            assertThat(engine.containers())
                    .isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.since())
                            .isEqualTo(START));
        }
    }

    @Test
    void aClosedEngineIsNotAskedAnyMore() throws Exception {
        try (var engine = engineOf((request, connection) -> connection.json(200, "[]"))) {
            engine.engine.close();

            assertThat(engine.containers()).isInstanceOf(Sensed.Unknown.class);
            assertThat(engine.server.requests()).isEmpty();
        }
    }

    @Test
    void usageThatCannotBeReadIsUnknown() throws Exception {
        aProcess(77, 4711);
        try (var engine = engineOf(wellWith("running"))) {
            var container = engine.only();

            assertThat(container.usageBytes()).isInstanceOf(Sensed.Unknown.class);
            assertThat(container.init().isKnown()).isTrue();
            assertThat(container.limitBytes()).isEqualTo(1000);
            assertThat(container.cpuLimit()).isEqualTo(2);
        }
    }

    @Test
    void aProcessThatIsNotOnThisHostIsUnknownAndSoIsUsage() throws Exception {
        try (var engine = engineOf(wellWith("running"))) {
            var container = engine.only();

            assertThat(container.init()).isInstanceOf(Sensed.Unknown.class);
            assertThat(container.usageBytes()).isInstanceOf(Sensed.Unknown.class);
            assertThat(container.cgroup()).isEmpty();
        }
    }

    @Test
    void aContainerInAStateThatWeDoNotKnowMayRun() throws Exception {
        aProcess(77, 4711);
        try (var engine = engineOf(wellWith("stopping"))) {
            assertThat(engine.only().state()).isEqualTo(Container.State.UNKNOWN);
            assertThat(engine.only().init().isKnown()).isTrue();
        }
    }

    @Test
    void aContainerIsInspectedOnceWhileNothingChanges() throws Exception {
        aProcess(77, 4711);
        try (var engine = engineOf(wellWith("running"))) {
            engine.only();
            engine.only();

            assertThat(engine.inspections()).isEqualTo(1);
        }
    }

    @Test
    void anotherFirstProcessIsLookedAtAgain() throws Exception {
        aProcess(77, 4711);
        try (var engine = engineOf(wellWith("running"))) {
            engine.only();
            aProcess(77, 4712);

            var init = engine.only().init();

            assertThat(init.map(ref -> ref.startTicks()).orElse(0L)).isEqualTo(4712);
        }
    }

    @Test
    void limitsOfARunningContainerAreLookedAtAgainAfterAMinute() throws Exception {
        aProcess(77, 4711);
        try (var engine = engineOf(wellWith("running"))) {
            engine.only();
            nanos.addAndGet(Duration.ofSeconds(61).toNanos());
            engine.only();

            assertThat(engine.inspections()).isEqualTo(2);
        }
    }

    @Test
    void anotherStateIsLookedAtAgain() throws Exception {
        aProcess(77, 4711);
        var state = new AtomicReference<>("running");
        try (var engine = engineOf((request, connection) ->
                connection.json(200, request.contains("all=1") ? LIST.formatted(state.get()) : INSPECTED))) {
            engine.only();
            state.set("exited");

            assertThat(engine.only().init()).isInstanceOf(Sensed.Absent.class);
            assertThat(engine.inspections()).isEqualTo(2);
        }
    }

    @Test
    void oneContainerAtWhichTheEngineIsStuckLeavesTheOthersKnown() throws Exception {
        aProcess(77, 4711);
        String stuck = "cd".repeat(32);
        String both = "[{\"Id\":\"" + stuck + "\",\"State\":\"running\"},"
                + LIST.formatted("running").substring(1);
        try (var engine = engineOf((request, connection) -> {
            if (request.contains("all=1")) {
                connection.json(200, both);
            } else if (request.contains(stuck)) {
                connection.hang();
            } else {
                connection.json(200, INSPECTED);
            }
        })) {
            assertThat(engine.known())
                    .extracting(container -> container.init().isKnown())
                    .containsExactly(false, false);
            assertThat(engine.known())
                    .extracting(container -> container.init().isKnown())
                    .containsExactly(false, true);
            assertThat(engine.inspections()).isEqualTo(2);
        }
    }

    @Test
    void aContainerThatGoesWhileItIsLookedAtIsLeftOut() throws Exception {
        try (var engine = engineOf((request, connection) -> {
            if (request.contains("all=1")) {
                connection.json(200, LIST.formatted("running"));
            } else {
                connection.json(404, "{\"message\":\"No such container\"}");
            }
        })) {
            assertThat(engine.known()).isEmpty();
        }
    }

    private static UnixServer.Script wellWith(String state) {
        return (request, connection) ->
                connection.json(200, request.contains("all=1") ? LIST.formatted(state) : INSPECTED);
    }

    private void aProcess(long pid, long startTicks) throws IOException {
        var own = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(
                own.resolve("stat"), pid + " (x) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + startTicks + " 0");
        Files.writeString(own.resolve("cgroup"), "0::/docker/" + ID + "\n");
    }

    private static String unknown(DockerEngine engine) {
        var containers = engine.containers();
        assertThat(containers).isInstanceOf(Sensed.Unknown.class);
        return ((Sensed.Unknown<List<Container>>) containers).reason();
    }

    private DockerEngine engine(Path socket, Origin origin) {
        return new DockerEngine(
                stack,
                new ContainersConfig(new EngineConfig(socket, origin), Map.of(), Duration.ZERO, Duration.ZERO),
                Cgroups.at(folder.resolve("sys"), () -> START, System::nanoTime),
                proc,
                () -> START.plusNanos(nanos.get()),
                nanos::get);
    }

    private Watched engineOf(UnixServer.Script script) throws IOException {
        var server = new UnixServer(script);
        return new Watched(server, engine(server.socket(), Origin.ASSUMED));
    }

    private record Watched(UnixServer server, DockerEngine engine) implements AutoCloseable {
        Sensed<List<Container>> containers() {
            return engine.containers();
        }

        List<Container> known() {
            var containers = containers();
            assertThat(containers).isInstanceOf(Sensed.Known.class);
            return containers.orElse(List.of());
        }

        Container only() {
            var containers = containers().orElse(List.of());
            assertThat(containers).hasSize(1);
            return containers.get(0);
        }

        long inspections() {
            return server.requests().stream()
                    .filter(request -> !request.contains("all=1"))
                    .count();
        }

        @Override
        public void close() throws IOException {
            engine.close();
            server.close();
        }
    }
}
