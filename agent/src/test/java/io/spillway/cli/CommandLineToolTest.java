package io.spillway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.spillway.rehearse.Length;
import io.spillway.rehearse.Rehearsal.Wishes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineToolTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Map<String, String>> runs = new ArrayList<>();
    private final List<Wishes> rehearsals = new ArrayList<>();
    private final CommandLineTool tool = new CommandLineTool(
            Map.of("jar", "/opt/spillway-agent.jar", "version", "1.2.3"),
            options -> {
                runs.add(options);
                return 0;
            },
            wishes -> {
                rehearsals.add(wishes);
                throw new IllegalStateException("2 GB are free, but the rehearsal needs 3: close something");
            },
            new PrintWriter(out, true),
            new PrintWriter(err, true));

    @Test
    void runHandsOverKeysOfTheConfiguration() {
        int status = tool.execute(
                "run",
                "--config",
                "x.yaml",
                "--set",
                "levels.warning=75",
                "--set",
                "a=b=c",
                "--port",
                "0",
                "--dry-run");

        assertThat(status).isZero();
        assertThat(runs)
                .containsExactly(Map.of(
                        "config",
                        Path.of("x.yaml").toAbsolutePath().toString(),
                        "levels.warning",
                        "75",
                        "a",
                        "b=c",
                        "http.port",
                        "0",
                        "dry-run",
                        "true"));
    }

    @Test
    void runWithoutOptionsSetsNothing() {
        assertThat(tool.execute("run")).isZero();
        assertThat(runs).containsExactly(Map.of());
    }

    @Test
    void tellsItsVersion() {
        assertThat(tool.execute("--version")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("Spillway 1.2.3");
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheNearest() {
        assertThat(tool.execute("atach")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean").contains("attach");
    }

    @Test
    void withoutACommandSaysWhichToUse() {
        assertThat(tool.execute()).isEqualTo(2);
        assertThat(err.toString())
                .contains("To guard this host: run")
                .contains("Usage: java -jar /opt/spillway-agent.jar");
    }

    @Test
    void aFailureIsOneLineWithoutATrace() {
        assertThat(tool.execute("rehearse")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("rehearse: 2 GB are free, but the rehearsal needs 3: close something");
    }

    @Test
    void rehearseTakesItsLengthAndItsCapture() {
        tool.execute("rehearse");
        tool.execute("rehearse", "--quick", "--capture", "show.txt");

        assertThat(rehearsals)
                .containsExactly(new Wishes(Length.FULL, null), new Wishes(Length.QUICK, Path.of("show.txt")));
    }

    @Test
    void statusPrintsWhatTheServerSays() throws IOException {
        String health =
                "{\"status\":\"healthy\",\"mode\":\"dry_run\",\"level\":\"WARNING\",\"models\":[{\"name\":\"qwen2.5:3b\",\"activity\":\"idle\",\"size_bytes\":1}],"
                        + "\"reasons\":[],\"sources\":[{\"name\":\"memory\",\"state\":\"known\",\"detail\":\"\"},"
                        + "{\"name\":\"docker\",\"state\":\"absent\",\"detail\":\"no socket\"}],\"timestamp\":null}";
        String resources =
                "{\"system\":{\"memory_percent\":81.46,\"memory_available_gb\":2.8,\"memory_total_gb\":15.0},\"containers\":[]}";

        int status = statusOf(200, health, resources);

        assertThat(status).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "status      healthy",
                        "mode        dry run: says what it would do, and does none of it",
                        "level       WARNING",
                        "memory      81.5 % used, 2.8 GiB available of 15.0 GiB",
                        "models      qwen2.5:3b idle",
                        "containers  none",
                        "sources     memory known",
                        "            docker absent (no socket)");
    }

    @Test
    void statusShowsWhatIsNotSaidAsUnknownAndTellsBadHealthByItsExitStatus() throws IOException {
        int status = statusOf(503, "{\"status\":\"unhealthy\",\"reasons\":[\"memory cannot be read\"]}", "{}");

        assertThat(status).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "status      unhealthy: memory cannot be read",
                        "mode        unknown",
                        "level       unknown",
                        "memory      unknown",
                        "models      unknown",
                        "containers  unknown",
                        "sources     unknown");
    }

    @Test
    void statusDoesNotTakeAnybodyElseForSpillway() throws IOException {
        assertThat(statusOf(200, "<html>", "<html>")).isEqualTo(3);
        assertThat(err.toString()).contains("does not seem to be Spillway").contains("give it with --port");
    }

    @Test
    void statusSaysWhatToDoWhenNobodyAnswers() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }

        assertThat(tool.execute("status", "--port", Integer.toString(closedPort)))
                .isEqualTo(3);
        assertThat(err.toString())
                .contains("Nobody answers at http://127.0.0.1:" + closedPort)
                .contains("Start Spillway with run");
    }

    @Test
    void statusTakesAPortOrAnAddress() {
        assertThat(tool.execute("status", "--port", "1", "--url", "http://127.0.0.1:2"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("give one of them");
    }

    @Test
    void statusRefusesAnAddressThatIsNotHttp() {
        assertThat(tool.execute("status", "--url", "localhost:8523")).isEqualTo(2);
        assertThat(err.toString()).contains("must begin with http://");
    }

    private int statusOf(int code, String health, String resources) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/health", code, health);
        answer(server, "/resources", 200, resources);
        server.start();
        try {
            return tool.execute(
                    "status", "--url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpServer server, String path, int code, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
