package io.spillway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.manage.remote.ClasslessClient;
import io.spillway.sense.ContainerId;
import io.spillway.testing.docker.DockerDaemon;
import io.spillway.testing.docker.DockerDaemonExtension;
import io.spillway.testing.ollama.OllamaServer;
import io.spillway.testing.ollama.RandomModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The running product through JMX and Jolokia, with a model and a container to be seen and room enough for everybody. */
@Tag("agent")
@Tag("docker")
@Tag("ollama")
@Timeout(180)
@ExtendWith(DockerDaemonExtension.class)
class JmxEndToEndIT {
    private static final String NO_SUCH_LEVEL =
            "no such level 'critcal'; use one of NORMAL, WARNING, CRITICAL, EMERGENCY, KILL_SWITCH";

    @TempDir
    private static Path folder;

    private static DockerDaemon docker;
    private static ContainerId container;
    private static OllamaServer ollama;
    private static RunningSpillway spillway;
    private static int rmiPort;

    @BeforeAll
    static void start(DockerDaemon daemon) throws Exception {
        docker = daemon;
        container = docker.run("bystander", Map.of(), 64, "/bin/sleep", "600");
        ollama = OllamaServer.start();
        ollama.create("small", RandomModel.tiny(1));
        ollama.load("small");
        rmiPort = freePort();
        spillway = RunningSpillway.in(folder)
                .section("containers", "engine: \"unix://" + docker.socket() + "\"")
                .section("models", "keep-alive: 1h, runtimes: [\"" + ollama.url() + "\"]")
                .jvm(
                        "-Dcom.sun.management.jmxremote.port=" + rmiPort,
                        "-Dcom.sun.management.jmxremote.rmi.port=" + rmiPort,
                        "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                        "-Djava.rmi.server.hostname=127.0.0.1",
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-Dcom.sun.management.jmxremote.ssl=false")
                .start();
    }

    @AfterAll
    static void end() throws Exception {
        spillway.close();
        ollama.close();
        docker.remove(container);
    }

    /** The model anew, and seen to be so: what has just been acted on is left alone. */
    private static void loadAnew() throws Exception {
        ollama.post("/api/generate", "{\"model\":\"small\",\"keep_alive\":0}");
        spillway.await("no model is seen", () -> modelsSeen() == 0);
        ollama.load("small");
        spillway.await("the model is seen", () -> modelsSeen() == 1);
        spillway.await(
                "each target has its bean",
                () -> spillway.beans().stream()
                                .filter(bean -> bean.contains("type=Model,") || bean.contains("type=Container,"))
                                .count()
                        == 2);
        spillway.await("the model is known to be idle", JmxEndToEndIT::isIdle);
        spillway.awaitLevel("NORMAL");
    }

    /** From the second look on. */
    private static boolean isIdle() {
        return spillway.beans().stream()
                .filter(bean -> bean.contains("type=Model,"))
                .anyMatch(bean -> spillway.read(bean, "State").text().equals("IDLE"));
    }

    private static double modelsSeen() {
        return spillway.read("spillway:type=Models", "Count").number();
    }

    @Test
    void attachedLocallyAClientWithoutOurClassesReadsAndOperatesEverything() throws Exception {
        loadAnew();

        assertEverythingWorks(Long.toString(spillway.pid()));
    }

    @Test
    void overRmiAClientWithoutOurClassesReadsAndOperatesEverything() throws Exception {
        loadAnew();

        assertEverythingWorks("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + rmiPort + "/jmxrmi");
    }

    @Test
    void overJolokiaEverythingIsReadAndOperated() throws Exception {
        loadAnew();

        assertThat(spillway.beans()).hasSizeGreaterThanOrEqualTo(10);
        for (String bean : spillway.beans()) {
            Json attributes = spillway.read(bean);
            for (String name : attributes.names()) {
                assertThat(attributes.at(name).toString())
                        .as("%s of %s", name, bean)
                        .doesNotContain("ERROR", "Exception");
            }
        }

        Json optimized = spillway.invoke(RunningSpillway.GUARD, "optimize");
        assertThat(optimized.at("message").text()).startsWith("1 measure");
        assertThat(optimized.at("outcomes").items()).hasSize(1);
        assertThat(ollama.loaded()).isEmpty();
        Json scaledDown = spillway.invoke(RunningSpillway.GUARD, "emergencyScaleDown");
        assertThat(scaledDown.at("message").text()).isNotBlank();
        assertNobodyElseWasTouched();
    }

    @Test
    void overJolokiaABadArgumentIsRefusedInWords() {
        Json refused = spillway.answerTo(RunningSpillway.GUARD, "previewPlan", "\"critcal\"");
        Json rising = spillway.answerTo("spillway:type=Thresholds", "change", "95", "90", "95", "98");
        Json unknown = spillway.answerTo("spillway:type=Models", "unpin", "\"nobody\"");

        assertThat(refused.at("status").number()).isGreaterThanOrEqualTo(400);
        assertThat(refused.at("error").text()).endsWith(NO_SUCH_LEVEL);
        assertThat(rising.at("error").text()).contains("thresholds must rise: 0 < warning < critical");
        assertThat(unknown.at("error").text()).contains("'nobody' is not pinned");
        for (Json answer : List.of(refused, rising, unknown)) {
            assertThat(answer.has("stacktrace")).isFalse();
            assertThat(answer.at("error").text()).doesNotContain("io.spillway", "\n");
        }
    }

    private void assertEverythingWorks(String where) throws Exception {
        AtomicBoolean listening = new AtomicBoolean();
        try (Program client = Program.start(
                Program.javaCommand(
                        List.of("-Xmx64m", "-cp", clientAlone().toString(), ClasslessClient.class.getName(), where)),
                line -> listening.compareAndSet(false, line.startsWith("listening|")))) {
            spillway.await("it listens", () -> listening.get() || !client.isAlive());
            while (client.isAlive()) {
                spillway.change(Thresholds.AT_WARNING);
                spillway.awaitLevel(level -> !level.equals("NORMAL"), "the level has risen");
                spillway.change(Thresholds.CALM);
                spillway.awaitLevel("NORMAL");
            }

            assertThat(client.exitStatus()).as("%s", client).isZero();
            List<String> said = client.out();
            assertThat(said).contains("classes|mbeans|absent");
            for (String bean : spillway.beans()) {
                if (!bean.contains("type=Model,")) {
                    assertThat(said.stream().filter(line -> line.startsWith("read|" + bean + " ")))
                            .as(bean)
                            .hasSameSizeAs(spillway.read(bean).names());
                }
            }
            assertThat(said)
                    .as("%s", spillway)
                    .contains(
                            "read|" + RunningSpillway.GUARD + " Level|NORMAL",
                            "read|" + RunningSpillway.GUARD + " Health|healthy",
                            "read|spillway:type=Container,name=\"bystander\" State|RUNNING",
                            "read|spillway:type=Models State|known",
                            "refused|previewPlan|java.lang.IllegalArgumentException: " + NO_SUCH_LEVEL,
                            "refused|canLoad|java.lang.IllegalArgumentException: bytes must be 0 or positive, but it is -1",
                            "refused|dump|java.lang.IllegalStateException: no recording runs: start one first")
                    .anyMatch(line -> line.matches("read\\|spillway:type=Model,.*small:latest.* State\\|IDLE"))
                    .anyMatch(
                            line -> line.startsWith(
                                    "refused|WarningPercent|java.lang.IllegalArgumentException: thresholds must rise: 0 < warning"))
                    .anyMatch(line -> line.startsWith("done|optimize|1 measure"))
                    .anyMatch(line -> line.startsWith("done|emergencyScaleDown|"));
            assertThat(said.stream().filter(line -> line.startsWith("notification|spillway.level.changed|")))
                    .hasSizeGreaterThanOrEqualTo(3);
            assertNobodyElseWasTouched();
        }
    }

    private static void assertNobodyElseWasTouched() throws IOException {
        assertThat(docker.initPid(container)).isNotZero();
        assertThat(spillway.measures()).allMatch(entry -> entry.subject().endsWith("/small:latest"));
    }

    /** Its classes and nothing else of ours. */
    private static Path clientAlone() throws IOException {
        Path home = Path.of(ClasslessClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path source = home.resolve(ClasslessClient.class.getPackageName().replace('.', '/'));
        Path alone = Files.createTempDirectory(folder, "client");
        Path target = Files.createDirectories(alone.resolve(home.relativize(source)));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source, "ClasslessClient*.class")) {
            for (Path file : files) {
                Files.copy(file, target.resolve(Objects.requireNonNull(file.getFileName())));
            }
        }
        return alone;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
