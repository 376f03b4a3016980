package io.spillway.endtoend;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.testing.ollama.ModelServer;
import io.spillway.testing.ollama.OllamaServer;
import io.spillway.testing.ollama.RandomModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    /** The default of the first two; far enough apart that what others on the machine take does not matter. */
    private static final Thresholds ABOVE_NINETY = new Thresholds(80, 90, 98, 99);

    /** Resident, as {@link RandomModel#of135M} says, and a part of its file that is read through the page cache. */
    private static final long LARGE_BYTES = 376 * Memory.MB;

    private static final long SPILLWAY_BYTES = 64 * Memory.MB;

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

    /** The model works, so that no gate below CRITICAL takes it; the pinned one is idle, so that each would but for the pin. */
    @Test
    void aboveNinetyPercentAWorkingModelGoesWithItsMemoryAndThePinnedOneStaysUntilEmergency() throws Exception {
        ollama.load("pinned");
        long pinnedRunner = onlyRunner();
        try (RunningSpillway spillway = startWithRoomForOneMoreModel()) {
            spillway.pause();
            ModelServer.Request work = ollama.work("large");
            long runner = runnerBeside(pinnedRunner);
            // Loading it takes more for a moment.
            spillway.await(
                    "it works, and memory has come to rest above 90 %",
                    () -> states(spillway).equals(Map.of("large:latest", "busy", "pinned:latest", "idle"))
                            && spillway.level().equals("CRITICAL")
                            && usedPercent(spillway) > ABOVE_NINETY.critical());
            long heldBytes = Memory.anonymousBytes(runner);

            spillway.invoke(RunningSpillway.GUARD, "resume");
            spillway.await("it is asked to unload", () -> !inProgress(spillway).isEmpty());

            assertThat(inProgress(spillway)).containsExactly("unload-model " + ollamaTarget("large"));
            assertThat(ollama.loaded()).as("it finishes its request").contains("large:latest");
            work.close();
            spillway.await("the model is unloaded", () -> done(spillway, "large"));

            assertThat(reason(spillway, "large")).contains("neither essential nor pinned, busy");
            assertThat(measure(spillway, "large").level()).isEqualTo("CRITICAL");
            assertThat(Files.exists(Path.of("/proc/" + runner))).isFalse();
            assertThat(freedBy(spillway, "large")).isCloseTo(heldBytes, Percentage.withPercentage(20));
            spillway.change(Thresholds.AT_CRITICAL);
            spillway.awaitInventories(2);
            assertThat(spillway.level()).isEqualTo("CRITICAL");
            assertThat(ollama.loaded()).as("%s", spillway).containsExactly("pinned:latest");

            spillway.change(Thresholds.AT_EMERGENCY);
            spillway.await("the pinned model is unloaded", () -> done(spillway, "pinned"));

            assertThat(reason(spillway, "pinned")).contains("every model goes");
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
        return with(models).start();
    }

    /** With it, memory stands in the middle between CRITICAL and EMERGENCY. */
    private RunningSpillway startWithRoomForOneMoreModel() throws Exception {
        double percent = (ABOVE_NINETY.critical() + ABOVE_NINETY.emergency()) / 2;
        return with("max-loaded: 3, keep-alive: 1h, pinned: [pinned]")
                .thresholds(ABOVE_NINETY)
                .budget((long) ((Memory.usedBytes() + LARGE_BYTES + SPILLWAY_BYTES) / percent * 100))
                .start();
    }

    private RunningSpillway.Builder with(String models) throws Exception {
        return RunningSpillway.in(folder).section("models", models + ", runtimes: [\"" + ollama.url() + "\"]");
    }

    private static Map<String, String> states(RunningSpillway spillway) {
        return spillway.resources().at("models").items().stream()
                .collect(toMap(model -> model.at("name").text(), model -> model.at("activity")
                        .text()));
    }

    private static double usedPercent(RunningSpillway spillway) {
        return spillway.health().at("system_resources").at("memory_percent").number();
    }

    private static List<String> inProgress(RunningSpillway spillway) {
        return spillway.read(RunningSpillway.GUARD, "InProgress").items().stream()
                .map(Json::text)
                .toList();
    }

    private static String ollamaTarget(String model) {
        return "ollama/" + model + ":latest";
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
