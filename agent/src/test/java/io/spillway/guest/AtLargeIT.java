package io.spillway.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guard without scope or budget on a whole machine: systemd, cgroup version 2, dockerd with three containers, a stand-in model
 * server, and a runaway of an ordinary user that would fill the machine twice. The machine is emulated: what happens counts here, how
 * fast it happens does not.
 */
@Tag("guest")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtLargeIT {
    private static final int LIMIT_SECONDS = 900;

    private Map<String, String> told = Map.of();
    private String everything = "";
    private String journal = "";

    @BeforeAll
    void runTheGuest(@TempDir Path folder) throws IOException, InterruptedException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path out = Files.createDirectory(folder.resolve("out"));
        copy(Path.of("target/spillway-agent.jar"), in);
        copy(Path.of("src/main/jvm/spillway.jvm"), in);
        copy(Path.of("src/test/guest/at-large"), in);
        copy(Path.of("src/test/guest/model-server.py"), in);
        Path output = folder.resolve("output");

        Process guest = new ProcessBuilder(
                        "../scripts/guest/run-guest",
                        "--memory",
                        "2G",
                        "--timeout",
                        String.valueOf(LIMIT_SECONDS),
                        "--in",
                        in.toString(),
                        "--out",
                        out.toString(),
                        "--",
                        "/bin/bash",
                        "/in/at-large")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = guest.waitFor(LIMIT_SECONDS + 60L, TimeUnit.SECONDS);
        guest.destroy();

        everything = Files.readString(output) + contents(out);
        assertThat(ended).as(everything).isTrue();
        assertThat(guest.exitValue()).as(everything).isZero();
        journal = Files.readString(out.resolve("journal.json"));
        told = Files.readAllLines(output).stream()
                .filter(line -> line.matches("[a-z_.-]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static void copy(Path file, Path folder) throws IOException {
        Files.copy(file, folder.resolve(file.getFileName()));
    }

    private static String contents(Path folder) throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                text.append("\n--- ").append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void theRunawayEnds() {
        assertThat(told).as(everything).containsEntry("runaway", "ended");
        assertThat(journal).contains("kill-process", "hog[");
    }

    @Test
    void theKernelsOwnOomKillerNeverFires() {
        assertThat(told).as(everything).containsEntry("kernel_oom_kills", "0");
    }

    @Test
    void theMachinesServicesLive() {
        assertThat(told)
                .as(everything)
                .containsEntry("ssh.service", "active")
                .containsEntry("docker.service", "active")
                .containsEntry("containerd.service", "active")
                .containsEntry("dbus.service", "active")
                .containsEntry("systemd-journald.service", "active");
    }

    @Test
    void theContainersLiveBecauseEndingTheRunawayWasEnough() {
        assertThat(told)
                .as(everything)
                .containsEntry("vault", "running")
                .containsEntry("database", "running")
                .containsEntry("web", "running");
    }

    @Test
    void theModelServersFrontLivesAndItsModelsWentFirst() {
        assertThat(told).as(everything).containsEntry("model_server", "alive");
        assertThat(journal.indexOf("ollama/spare:3b")).as(everything).isPositive();
        assertThat(journal.indexOf("ollama/spare:3b")).isLessThan(journal.indexOf("kill-process"));
    }

    @Test
    void theGuardLivesAndMemoryIsBack() {
        assertThat(told).as(everything).containsEntry("guard", "alive");
        assertThat(Integer.parseInt(told.getOrDefault("available_mib_after", "0")))
                .as(everything)
                .isGreaterThan(Integer.parseInt(told.getOrDefault("available_mib_before", "0")) / 2);
    }
}
