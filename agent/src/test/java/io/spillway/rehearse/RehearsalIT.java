package io.spillway.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.testing.ollama.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rehearsal as the user starts it: the jar in a JVM of its own, with its folder in one that is looked into afterwards. */
@Tag("agent")
class RehearsalIT {
    private static final Path JAR = Path.of("target", "spillway-agent.jar").toAbsolutePath();
    private static final Path OPTIONS =
            Path.of("src", "main", "jvm", "spillway.jvm").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SIGINT_STATUS = 130;

    /** A quick show prints more lines than that. */
    private static final int LINES_OF_A_SHOW = 25;

    @TempDir
    private Path temporary;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void showsEveryLevelAndLeavesNothingBehind() throws Exception {
        Path capture = Files.createTempFile("rehearsal", ".txt");

        Process rehearsal = start("--quick", "--capture", capture.toString());

        assertThat(rehearsal.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(rehearsal.exitValue()).as(output()).isZero();
        assertThat(Files.readString(capture))
                .contains("KILL_SWITCH", "EMERGENCY", "CRITICAL", "WARNING")
                .containsPattern("(?m)^llama3.1:8b .* unloaded")
                .containsPattern("(?m)^llama3.2:3b .* unloaded")
                .containsPattern("(?m)^qwen2.5-coder:3b .* unloaded")
                .containsPattern("(?m)^qwen2.5:3b .* loaded again$")
                .containsPattern("(?m)^runaway .* ended, .* gone$")
                .containsPattern("(?m)^web .* stopped, KILL_SWITCH .* runs again$")
                .containsPattern("(?m)^database .* (lived|runs again)$")
                .containsPattern("(?m)^vault .* - .* lived$")
                .containsPattern("(?m)^bystander .* - .* lived$")
                .containsPattern("passed: all \\d+ things that it is to show happened\\s*$");
        Files.delete(capture);
        assertThat(errors()).isEmpty();
        assertNothingIsLeft();
    }

    @RepeatedTest(3)
    void leavesNothingBehindWhenItIsInterruptedAtAnyMoment() throws Exception {
        int lines = new Random().nextInt(LINES_OF_A_SHOW);
        Process rehearsal = start("--quick");
        untilItHasPrinted(lines);

        new ProcessBuilder("kill", "-INT", Long.toString(rehearsal.pid()))
                .start()
                .waitFor();

        assertThat(rehearsal.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(rehearsal.exitValue()).as("after %d lines", lines).isEqualTo(SIGINT_STATUS);
        assertThat(output()).as("after %d lines", lines).contains("Ended early: the guard is closed");
        assertNothingIsLeft();
    }

    @Test
    void theNextOneSweepsTheFolderOfOneThatWasKilledAndItsProcessesAreGoneByThemselves() throws Exception {
        Process killed = start("--quick");
        untilItHasPrinted(12);
        killed.destroyForcibly().waitFor();

        Until.holds(() -> processesOfIt().isEmpty(), PATIENCE, "the end of its stand-ins");
        List<Path> left = foldersOfIt();
        assertThat(left).hasSize(1);
        Process next = start("--quick");
        Until.holds(() -> !Files.exists(left.get(0)), PATIENCE, "the end of its folder");
        next.destroyForcibly().waitFor();
        Until.holds(() -> processesOfIt().isEmpty(), PATIENCE, "the end of the next one's stand-ins");
    }

    private Process start(String... options) throws IOException {
        // A shell starts what runs in the background with SIGINT ignored, and all that it starts inherits that.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + OPTIONS,
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                JAR.toString(),
                "rehearse"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(temporary.resolve("out").toFile())
                .redirectError(temporary.resolve("err").toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private void untilItHasPrinted(int lines) {
        // The first three lines stand before anything has begun.
        Until.holds(() -> output().lines().count() >= lines + 3, PATIENCE, lines + " lines of the show");
    }

    private String output() {
        return read("out");
    }

    private String errors() {
        return read("err");
    }

    private String read(String file) {
        try {
            return Files.readString(temporary.resolve(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertNothingIsLeft() {
        assertThat(processesOfIt()).isEmpty();
        assertThat(foldersOfIt()).isEmpty();
    }

    private List<Path> foldersOfIt() {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every stand-in is started through a link in its folder. */
    private List<String> processesOfIt() {
        String folder = temporary.resolve(Workplace.PREFIX).toString();
        return ProcessHandle.allProcesses()
                .map(process -> commandLine(process.pid()))
                .filter(line -> line.startsWith(folder))
                .toList();
    }

    private static String commandLine(long pid) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")), UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}
