package io.spillway.newuser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first of README's two commands, in a clean clone and with an empty Maven repository, timed. The second is the command that runs
 * this test: here it says what it would install and run.
 */
@Tag("agent")
class NewUserIT {
    private static final String READY = "Ctrl-C ends it.";

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void cloningAndRunningShowsWhatWasFoundAndWhatWouldBeDone(@TempDir Path folder) throws Exception {
        Path clone = folder.resolve("spillway");
        Process cloning = new ProcessBuilder("git", "clone", "--quiet", "..", clone.toString())
                .inheritIO()
                .start();
        assertThat(cloning.waitFor()).isZero();
        long began = System.nanoTime();

        Process run = start(clone, folder);
        List<String> said = readUntilReady(run, folder);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        run.destroy();

        System.out.println("new user: from ./scripts/run to the guard at work " + took.toSeconds() + " s");
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(String.join("\n", said))
                .contains("Found", "memory", "containers", "Never touched", "sshd")
                .contains("WARNING", "CRITICAL", "EMERGENCY", "KILL_SWITCH")
                .contains("dry run: nothing will be done");

        Process tests = new ProcessBuilder("./scripts/test", "--list")
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("packages for the tests: ")
                .contains("a Docker engine", "an Ollama", "a guest machine")
                .endsWith("mvn verify, which runs every test\n");
        assertThat(tests.waitFor()).isZero();
    }

    private static Process start(Path clone, Path folder) throws IOException {
        var builder = new ProcessBuilder(
                "./scripts/run", "--dry-run", "--port", "0", "--set", "state.directory=" + folder.resolve("state"));
        builder.environment().put("MAVEN_OPTS", "-Dmaven.repo.local=" + folder.resolve("repository"));
        return builder.directory(clone.toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private static List<String> readUntilReady(Process run, Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        var reader = new BufferedReader(new InputStreamReader(run.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        while (line != null) {
            lines.add(line);
            if (line.endsWith(READY)) {
                return lines;
            }
            line = reader.readLine();
        }
        throw new AssertionError("it ended before it was ready; it said " + lines + " and on stderr "
                + Files.readString(folder.resolve("stderr")));
    }
}
