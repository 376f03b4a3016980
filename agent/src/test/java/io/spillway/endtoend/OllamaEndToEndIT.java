package io.spillway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.testing.ollama.OllamaServer;
import io.spillway.testing.ollama.RandomModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Ollama that would keep its models for an hour. */
@Tag("agent")
@Tag("ollama")
@Timeout(180)
class OllamaEndToEndIT {
    private static final RandomModel SMALL = RandomModel.tiny(1);
    private static final RandomModel LARGE = RandomModel.of135M(1);
    private static final RandomModel OTHER_LARGE = RandomModel.of135M(11);

    private static OllamaServer ollama;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startOllama() {
        ollama = OllamaServer.start();
        ollama.create("large", LARGE);
        ollama.create("pinned", OTHER_LARGE);
        ollama.create("small", SMALL);
        ollama.create("other-small", RandomModel.tiny(11));
    }

    @AfterAll
    static void endOllama() {
        ollama.close();
    }

    @BeforeEach
    void unloadAll() throws Exception {
        ollama.loaded().forEach(name -> ollama.post("/api/generate", "{\"model\":\"" + name + "\",\"keep_alive\":0}"));
        Deadline.until(
                "nothing is loaded",
                () -> ollama.loaded().isEmpty() && ollama.runnerPids().isEmpty());
    }

    @Test
    void atCriticalANonEssentialModelGoesWithItsMemoryAndThePinnedOneStaysUntilEmergency() throws Exception {
        ollama.load("pinned");
        long pinnedRunner = onlyRunner();
        ollama.load("large");
        long runner = runnerBeside(pinnedRunner);
        try (RunningSpillway spillway = start("max-loaded: 3, keep-alive: 1h, pinned: [pinned]")) {
            assertThat(spillway.level()).isEqualTo("NORMAL");
            assertThat(ollama.loaded()).hasSize(2);
            long heldBytes = Memory.anonymousBytes(runner);

            spillway.change(Thresholds.AT_CRITICAL);
            spillway.await("the model is unloaded", () -> done(spillway, "large"));

            assertThat(ollama.loaded()).containsExactly("pinned:latest");
            assertThat(Files.exists(Path.of("/proc/" + runner))).isFalse();
            assertThat(freedBy(spillway, "large")).isCloseTo(heldBytes, Percentage.withPercentage(20));
            assertThat(spillway.health()
                            .at("system_resources")
                            .at("memory_percent")
                            .number())
                    .isGreaterThan(Thresholds.AT_CRITICAL.critical());
            spillway.awaitInventories(2);
            assertThat(ollama.loaded()).as("%s", spillway).containsExactly("pinned:latest");

            spillway.change(Thresholds.AT_EMERGENCY);
            spillway.await("the pinned model is unloaded", () -> done(spillway, "pinned"));

            assertThat(ollama.loaded()).isEmpty();
            assertThat(Files.exists(Path.of("/proc/" + pinnedRunner))).isFalse();
        }
    }

    @Test
    void anIdleModelGoesAfterTheKeepAliveAtWhateverLevel() throws Exception {
        ollama.load("small");
        try (RunningSpillway spillway = start("keep-alive: 2s")) {
            spillway.await("the model is unloaded", () -> done(spillway, "small"));

            assertThat(ollama.loaded()).isEmpty();
            assertThat(reason(spillway, "small")).contains("longer than keep-alive 2.0 s");
            assertThat(spillway.level()).isEqualTo("NORMAL");
        }
    }

    @Test
    void ofTwoModelsTheLeastRecentlyUsedGoes() throws Exception {
        ollama.load("small");
        try (RunningSpillway spillway = start("max-loaded: 1, keep-alive: 1h")) {
            assertThat(namesOfModels(spillway)).containsExactly("small:latest");

            ollama.load("other-small");
            spillway.await("the older one is unloaded", () -> done(spillway, "small"));

            assertThat(ollama.loaded()).as("%s", spillway).containsExactly("other-small:latest");
            assertThat(reason(spillway, "small")).contains("max-loaded is 1");
            spillway.awaitInventories(2);

            ollama.load("small");
            spillway.await("it is the other's turn", () -> done(spillway, "other-small"));

            assertThat(ollama.loaded()).as("%s", spillway).containsExactly("small:latest");
            assertThat(spillway.measures()).hasSize(2);
        }
    }

    @Test
    void aModelWithMoreParametersThanAllowedGoes() throws Exception {
        ollama.load("small");
        ollama.load("other-small");
        ollama.load("large");
        try (RunningSpillway spillway = start("max-loaded: 3, keep-alive: 1h, max-parameters: 0.1B")) {
            spillway.await("it is unloaded", () -> done(spillway, "large"));
            spillway.awaitInventories(2);

            assertThat(ollama.loaded()).containsExactlyInAnyOrder("small:latest", "other-small:latest");
            assertThat(reason(spillway, "large")).contains("parameters, more than 0.10 B");
        }
    }

    private RunningSpillway start(String models) throws Exception {
        return RunningSpillway.in(folder)
                .section("models", models + ", runtimes: [\"" + ollama.url() + "\"]")
                .start();
    }

    private static List<String> namesOfModels(RunningSpillway spillway) {
        return spillway.resources().at("models").items().stream()
                .map(model -> model.at("name").text())
                .toList();
    }

    private static boolean done(RunningSpillway spillway, String model) {
        return spillway.measures()
                .filter(entry -> entry.subject().endsWith("/" + model + ":latest"))
                .anyMatch(entry -> entry.kind().equals("MEASURE_DONE"));
    }

    private static JournalEntry measure(RunningSpillway spillway, String model) {
        return spillway.measures()
                .filter(entry -> entry.subject().endsWith("/" + model + ":latest"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was done to " + model + ": " + spillway));
    }

    private static long freedBy(RunningSpillway spillway, String model) {
        return measure(spillway, model).freedBytes();
    }

    private static String reason(RunningSpillway spillway, String model) {
        return measure(spillway, model).detail();
    }

    private static long onlyRunner() {
        assertThat(ollama.runnerPids()).hasSize(1);
        return ollama.runnerPids().get(0);
    }

    private static long runnerBeside(long other) {
        List<Long> runners = ollama.runnerPids();
        assertThat(runners).hasSize(2).contains(other);
        return runners.stream().filter(pid -> pid != other).findFirst().orElseThrow();
    }
}
