package io.spillway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole composition in somebody else's JVM. */
@Tag("agent")
@Timeout(180)
class AttachedEndToEndIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void afterEveryPartWasUsedDetachingLeavesNothing() throws Exception {
        int port = freePort();
        try (MoodyServer engine = MoodyServer.unix(folder.resolve("docker.sock"), Map.of("/containers/json", "[]"));
                MoodyServer models = MoodyServer.tcp(Map.of("/api/ps", "{\"models\":[]}"));
                Program host = Program.java("-cp", hostClasses().toString(), "ConsoleHost")) {
            assertThat(host.answer()).isEqualTo("host: ready");
            Path config = RunningSpillway.in(folder)
                    .section("http", "port: " + port)
                    .section("containers", "engine: \"" + engine.url() + "\"")
                    .section("models", "runtimes: [\"" + models.url() + "\"]")
                    .write();

            attach(host, config);
            Deadline.until("it is healthy with engine and model server", host::toString, () -> {
                Json health = Json.parse(get(port, "health"));
                return health.at("status").text().equals("healthy")
                        && health.at("sources").items().stream()
                                .allMatch(source -> source.at("state").text().equals("known"));
            });
            // They come after the HTTP server: nothing of ours is the first to start the host's MBean server.
            Deadline.until("its beans are there", host::toString, () -> {
                String beans = host.ask("beans");
                return beans.contains("spillway:type=Guard") && beans.contains("spillway:type=Thresholds");
            });
            assertThat(get(port, "metrics")).contains("spillway");
            assertThat(Json.parse(get(port, "journal")).at("entries").items()).isNotEmpty();
            assertThat(jolokia(port, "{\"type\":\"exec\",\"mbean\":\"spillway:type=Guard\",\"operation\":\"optimize\"}")
                            .at("status")
                            .number())
                    .isEqualTo(200);
            assertThat(jolokia(port, "{\"type\":\"read\",\"mbean\":\"spillway:type=Guard\"}")
                            .at("value")
                            .at("Level")
                            .text())
                    .isEqualTo("NORMAL");
            assertThat(host.ask("await-agent")).isEqualTo("host: running");

            spillway("detach", Long.toString(host.pid()));

            assertThat(host.ask("beans")).isEqualTo("host: []");
            assertThat(isFree(port)).as("the port is free").isTrue();
            assertThat(host.ask("await-nothing-left")).isEqualTo("host: [] []");
            assertThat(host.ask("await-collected")).isEqualTo("host: collected");
            host.say("exit");
            assertThat(host.exitStatus()).isZero();
            assertThat(host.err()).isEmpty();
        }
    }

    private static void attach(Program host, Path config) throws Exception {
        spillway("attach", Long.toString(host.pid()), "--config", config.toString());
    }

    private static void spillway(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-jar", RunningSpillway.JAR.toString()));
        all.addAll(List.of(arguments));
        try (Program command = Program.java(all.toArray(String[]::new))) {
            assertThat(command.exitStatus()).as("%s", command).isZero();
        }
    }

    private String get(int port, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path)));
    }

    private Json jolokia(int port, String request) throws Exception {
        return Json.parse(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/jolokia"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request))));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Compiled apart, so that the host has none of our classes. */
    private Path hostClasses() {
        String source = Path.of("src", "it", "hosts", "ConsoleHost.java")
                .toAbsolutePath()
                .toString();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, System.err, "-nowarn", "-proc:none", "-d", folder.toString(), source);
        assertThat(status).as("the host compiles").isZero();
        return folder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
