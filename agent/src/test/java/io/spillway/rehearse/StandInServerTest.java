package io.spillway.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.act.ChangeRefusedException;
import io.spillway.act.TargetGoneException;
import io.spillway.act.UnsettledException;
import io.spillway.act.ollama.OllamaControl;
import io.spillway.config.Origin;
import io.spillway.config.RuntimeConfig;
import io.spillway.config.RuntimeType;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import io.spillway.sense.ollama.OllamaApi;
import io.spillway.sense.ollama.OllamaRuntime;
import io.spillway.testing.ollama.Until;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in is a model server to the very parts of the guard that read and change a real one. */
class StandInServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MB = 1_000_000;
    private static final String SMALL = "small:3b";
    private static final String LARGE = "large:8b";

    @TempDir
    private Path temporary;

    private final HttpStack stack = new HttpStack();
    private Workplace workplace;
    private StandInServer server;
    private OllamaRuntime runtime;
    private OllamaControl control;

    @BeforeEach
    void start() throws IOException {
        workplace = Workplace.open(temporary, Instant.now());
        server = Launcher.in(workplace.folder(), Path.of(System.getProperty("java.home")))
                .modelServer(List.of(
                        new ModelOnDisk(SMALL, 3_000_000_000L, 70 * MB),
                        new ModelOnDisk(LARGE, 8_000_000_000L, 120 * MB)));
        OllamaApi api = new OllamaApi(
                new RuntimeConfig(RuntimeType.OLLAMA, server.url(), Origin.CONFIGURED), stack, System::nanoTime);
        runtime = new OllamaRuntime(api, Path.of("/proc"), InstantSource.system(), System::nanoTime);
        control = new OllamaControl(List.of(api), InstantSource.system(), System::nanoTime);
    }

    @AfterEach
    void end() throws IOException {
        control.close();
        runtime.close();
        stack.close();
        server.close();
        workplace.close();
    }

    @Test
    void isRecognisedWithItsModelsAndTheProcessesThatHoldThem() {
        loadBoth();

        Model large = seen(LARGE);
        assertThat(runtime.ownPids())
                .hasSize(3)
                .contains(server.process().ref().pid(), runner(large).pid());
        assertThat(large.parameters().orElse(0L)).isEqualTo(8_000_000_000L);
        assertThat(large.residentBytes().orElse(0L)).isBetween(115 * MB, 135 * MB);
        assertThat(seen(SMALL).residentBytes().orElse(0L)).isBetween(65 * MB, 85 * MB);
    }

    @Test
    void unloadsWhenItIsAskedAndTheMemoryIsBack() throws Exception {
        loadBoth();
        ProcessRef runner = runner(seen(LARGE));

        control.unload(id(LARGE), PATIENCE);

        until(() -> names().equals(List.of(SMALL)), "the other alone is loaded");
        assertThat(ProcessHandle.of(runner.pid())).isEmpty();
        assertThatThrownBy(() -> control.unload(id(LARGE), PATIENCE)).isInstanceOf(TargetGoneException.class);
    }

    @Test
    void finishesAnAnswerBeforeItUnloads() throws Exception {
        loadBoth();
        CompletableFuture<Integer> conversation = server.converse(SMALL, Duration.ofSeconds(60));
        until(() -> seen(SMALL).activity() == Model.Activity.BUSY, "it is busy");
        assertThat(seen(LARGE).activity()).isNotEqualTo(Model.Activity.BUSY);

        assertThatThrownBy(() -> control.unload(id(SMALL), Duration.ofMillis(100)))
                .isInstanceOf(UnsettledException.class);

        assertThat(conversation.join()).isEqualTo(200);
        until(() -> names().equals(List.of(LARGE)), "it is unloaded");
    }

    @Test
    void loadsOnRequestAndKnowsNoOtherModels() throws Exception {
        control.load(id(SMALL), PATIENCE);

        assertThat(names()).containsExactly(SMALL);
        assertThatThrownBy(() -> control.load(id("none:1b"), PATIENCE)).isInstanceOf(ChangeRefusedException.class);
    }

    @Test
    void tellsItsVersionAndWhatItHas() throws Exception {
        assertThat(get("/api/version")).isEqualTo("{\"version\":\"0.0.0-stand-in\"}");
        assertThat(get("/api/tags")).contains(SMALL).contains(LARGE).contains("\"parameter_size\":\"8.0B\"");
    }

    private String get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.url().resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void loadBoth() {
        assertThat(server.load(SMALL).join()).isEqualTo(200);
        assertThat(server.load(LARGE).join()).isEqualTo(200);
        until(() -> names().size() == 2, "both are listed");
    }

    private List<String> names() {
        return runtime.models().orElse(List.of()).stream()
                .map(model -> model.id().name())
                .toList();
    }

    private Model seen(String name) {
        return runtime.models().orElse(List.of()).stream()
                .filter(model -> model.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ModelId id(String name) {
        return new ModelId(runtime.id(), name);
    }

    private static ProcessRef runner(Model model) {
        return ((Sensed.Known<ProcessRef>) model.runner()).value();
    }

    private static void until(BooleanSupplier condition, String what) {
        Until.holds(condition, PATIENCE, what);
    }
}
