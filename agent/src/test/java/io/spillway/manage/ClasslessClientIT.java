package io.spillway.manage;

import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.container;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;
import static io.spillway.testing.Snapshots.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.guard.Snapshot;
import io.spillway.manage.remote.ClasslessClient;
import io.spillway.record.Entry.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client in a JVM that has nothing but the JDK, in the two ways that JConsole connects. */
@Timeout(120)
class ClasslessClientIT {
    @TempDir
    Path folder = Path.of("set by JUnit");

    private final ThreadPoolExecutor listeners =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(100));

    @AfterEach
    void stopListeners() {
        listeners.shutdownNow();
    }

    @Test
    void attachedLocallyItReadsEverythingAndOperates() throws Exception {
        try (ManagedFake fake = onThisJvm(busy())) {
            List<String> said =
                    runClient(fake, Long.toString(ProcessHandle.current().pid()));

            assertEverythingWorks(fake, said);
        }
    }

    @Test
    void overRmiItReadsEverythingAndOperates() throws Exception {
        try (ManagedFake fake = onThisJvm(busy())) {
            List<String> said = overRmi(fake);

            assertEverythingWorks(fake, said);
        }
    }

    @Test
    void whatIsUnknownReachesItAsUnknown() throws Exception {
        try (ManagedFake fake = onThisJvm(unknown("permission denied").build())) {
            List<String> said = overRmi(fake);

            assertThat(said)
                    .contains(
                            "read|spillway:type=Guard Level|UNKNOWN",
                            "read|spillway:type=Guard Health|unhealthy",
                            "read|spillway:type=Guard UsedPercent|NaN",
                            "read|spillway:type=HostMemory AvailableBytes|-1",
                            "read|spillway:type=Models Count|-1",
                            "read|spillway:type=Targets Met|0");
        }
    }

    private static void assertEverythingWorks(ManagedFake fake, List<String> said) throws JMException {
        assertThat(said).contains("classes|mbeans|absent");
        assertThat(said.stream().filter(line -> line.startsWith("read|"))).hasSize(attributes(fake));
        assertThat(said)
                .contains(
                        "read|spillway:type=Guard Level|NORMAL",
                        "read|spillway:type=Container,name=\"postgres\" UsageBytes|" + GIB,
                        "done|optimize|1 measure freed 2.0 GiB",
                        "done|emergencyScaleDown|nothing was freed",
                        "refused|previewPlan|java.lang.IllegalArgumentException: no such level 'critcal'; use one of"
                                + " NORMAL, WARNING, CRITICAL, EMERGENCY, KILL_SWITCH",
                        "refused|canLoad|java.lang.IllegalArgumentException: bytes must be 0 or positive, but it is -1",
                        "refused|WarningPercent|java.lang.IllegalArgumentException: thresholds must rise: 0 < warning <"
                                + " critical < emergency < kill-switch <= 100, but they are 95.0, 90.0, 95.0, 98.0",
                        "refused|dump|java.lang.IllegalStateException: no recording runs: start one first",
                        "notification|spillway.level.changed|1 LEVEL_CHANGED 1001",
                        "notification|spillway.measure.done|2 MEASURE_DONE 1002",
                        "notification|spillway.measure.failed|3 MEASURE_FAILED 1003");
        assertThat(fake.operations.calls()).contains("optimize", "emergencyScaleDown");
    }

    private ManagedFake onThisJvm(Snapshot snapshot) {
        return new ManagedFake(snapshot, PlatformServer.get(), folder, listeners);
    }

    private static Snapshot busy() {
        return normal().withModels(model("qwen2.5:3b", GIB))
                .withContainers(container("postgres", GIB))
                .withOwed("redis", "start it")
                .build();
    }

    private static int attributes(ManagedFake fake) throws JMException {
        int count = 0;
        for (String bean : fake.beans()) {
            count += fake.server.getMBeanInfo(new ObjectName(bean)).getAttributes().length;
        }
        return count;
    }

    private List<String> overRmi(ManagedFake fake) throws Exception {
        JMXConnectorServer connectors = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("rmi", "127.0.0.1", 0), null, fake.server);
        connectors.start();
        try {
            return runClient(fake, connectors.getAddress().toString());
        } finally {
            connectors.stop();
        }
    }

    private List<String> runClient(ManagedFake fake, String where) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        copyClient().toString(),
                        ClasslessClient.class.getName(),
                        where)
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.startsWith("listening|")) {
                    fake.journal.add(Kind.LEVEL_CHANGED);
                    fake.journal.add(Kind.MEASURE_DONE);
                    fake.journal.add(Kind.MEASURE_FAILED);
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as("%s", said).isZero();
        return said;
    }

    /** Its classes alone, so that nothing else of ours can be found. */
    private Path copyClient() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path home = Path.of(ClasslessClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path source = home.resolve(ClasslessClient.class.getPackageName().replace('.', '/'));
        Path target = Files.createDirectories(classes.resolve(home.relativize(source)));
        try (var files = Files.newDirectoryStream(source, "ClasslessClient*.class")) {
            for (Path file : files) {
                Files.copy(file, target.resolve(Objects.requireNonNull(file.getFileName())));
            }
        }
        return classes;
    }
}
