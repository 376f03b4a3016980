package io.spillway.testing.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ollama")
class OllamaServerIT {
    @Test
    void unloadsByItselfAfterTheKeepAliveThatTheTestSets() {
        try (OllamaServer server = OllamaServer.builder().keepAlive("1s").start()) {
            server.create("small", RandomModel.tiny(1));
            server.load("small");

            Until.holds(() -> server.loaded().isEmpty(), Duration.ofSeconds(30), "the keep-alive to end");
        }
    }

    @Test
    void keepsItsModelsWhenItIsStartedAgain() {
        try (OllamaServer server = OllamaServer.start()) {
            server.create("small", RandomModel.tiny(1));
            long before = server.pid();

            server.end();
            server.startAgain();
            server.load("small");

            assertThat(server.pid()).isNotEqualTo(before);
            assertThat(server.loaded()).containsExactly("small:latest");
        }
    }

    @Test
    void whatItStartedHasEndedWhenItIsClosed() {
        List<ProcessHandle> processes;
        try (OllamaServer server = OllamaServer.start()) {
            server.create("small", RandomModel.tiny(1));
            server.load("small");
            processes = ProcessHandle.of(server.pid()).stream()
                    .flatMap(front -> Stream.concat(Stream.of(front), front.descendants()))
                    .toList();
            assertThat(processes).hasSize(2);
        }

        Until.holds(
                () -> processes.stream().noneMatch(ProcessHandle::isAlive),
                Duration.ofSeconds(10),
                "front and runner to end");
    }

    /** Only root can start something as another user; any other has nothing to show here but itself. */
    @Test
    void runsWithItsRunnersAsTheUserThatTheTestNames() throws Exception {
        String user = Files.getOwner(Path.of("/proc/self")).getName().equals("root")
                ? "nobody"
                : System.getProperty("user.name");
        OllamaServer.Builder builder = OllamaServer.builder();
        try (OllamaServer server =
                (user.equals(System.getProperty("user.name")) ? builder : builder.user(user)).start()) {
            server.create("small", RandomModel.tiny(1));
            server.load("small");

            for (long pid : server.runnerPids()) {
                assertThat(Files.getOwner(Path.of("/proc/" + pid)).getName()).isEqualTo(user);
            }
            assertThat(server.runnerPids()).hasSize(1);
        }
    }
}
