package io.spillway.sense.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.spillway.act.ChangeRefusedException;
import io.spillway.act.EngineUnavailableException;
import io.spillway.act.TargetGoneException;
import io.spillway.act.UnsettledException;
import io.spillway.act.ollama.OllamaControl;
import io.spillway.config.Origin;
import io.spillway.config.RuntimeConfig;
import io.spillway.config.RuntimeType;
import io.spillway.sense.InstalledModel;
import io.spillway.sense.Model;
import io.spillway.sense.Model.Activity;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import io.spillway.testing.ollama.ModelServer;
import io.spillway.testing.ollama.RandomModel;
import io.spillway.testing.ollama.Until;
import io.spillway.transport.HttpStack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an Ollama server does as far as we rely on it; held to by the real one and by the stand-in. */
abstract class OllamaContract {
    private static final RandomModel SMALL = RandomModel.tiny(11);
    private static final RandomModel LARGE = RandomModel.of135M(11);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(1_200);

    private final HttpStack stack = new HttpStack();
    private ModelServer server;
    private OllamaRuntime runtime;
    private OllamaControl control;

    abstract ModelServer start();

    @BeforeEach
    void connect() {
        server = start();
        RuntimeConfig config = new RuntimeConfig(RuntimeType.OLLAMA, server.url(), Origin.ASSUMED);
        OllamaApi api = new OllamaApi(config, stack, System::nanoTime);
        runtime = new OllamaRuntime(api, server.proc(), InstantSource.system(), System::nanoTime);
        control = new OllamaControl(List.of(api), InstantSource.system(), System::nanoTime);
    }

    @AfterEach
    void disconnect() {
        control.close();
        runtime.close();
        stack.close();
        server.close();
    }

    @Test
    void aServerWithoutModelsIsKnownToHoldNone() {
        assertThat(runtime.models()).isInstanceOf(Sensed.Known.class);
        assertThat(runtime.models().orElse(List.of())).isEmpty();
        assertThat(runtime.ownPids()).containsExactly(server.pid());
    }

    @Test
    void twoLoadedModelsAreSeenWithTheMemoryOfTheirRunners() {
        loadBoth();

        Model small = seen("small:latest");
        Model large = seen("chat/large:135m");

        assertThat(small.parameters().orElse(0L)).isEqualTo(SMALL.parameters());
        assertThat(large.parameters().orElse(0L)).isEqualTo(LARGE.parameters());
        assertThat(large.quantization()).isEqualTo("F16");
        assertThat(large.sizeBytes()).isGreaterThan(LARGE.parameters() * 2);
        assertThat(large.gpuBytes()).isZero();
        assertThat(small.residentBytes().orElse(0L)).isBetween(1_000_000L, 100_000_000L);
        assertThat(large.residentBytes().orElse(0L)).isBetween(LARGE.parameters() * 2, LARGE.parameters() * 4);
        assertThat(large.hostBytes()).isEqualTo(large.residentBytes().orElse(0L));
        assertThat(List.of(runner(small).pid(), runner(large).pid())).hasSameElementsAs(server.runnerPids());
        assertThat(runtime.ownPids())
                .containsExactlyInAnyOrder(
                        server.pid(), runner(small).pid(), runner(large).pid());
    }

    @Test
    void theModelsOnTheDiskAreListedWhetherTheyAreLoadedOrNot() {
        server.create("small", SMALL);
        server.create("chat/large:135m", LARGE);
        runtime.models();

        List<InstalledModel> installed = runtime.installed().orElse(List.of());

        assertThat(installed)
                .extracting(
                        InstalledModel::id,
                        InstalledModel::parameterSize,
                        InstalledModel::quantization,
                        InstalledModel::runsElsewhere)
                .containsExactlyInAnyOrder(
                        tuple(id("small:latest"), "168K", "F16", false),
                        tuple(id("chat/large:135m"), "134.82M", "F16", false));
        assertThat(installed)
                .filteredOn(model -> model.id().equals(id("chat/large:135m")))
                .allSatisfy(model -> assertThat(model.sizeBytes().orElse(0L))
                        .isBetween(LARGE.parameters() * 2, LARGE.parameters() * 3));
    }

    @Test
    void aModelThatIsLoadedRightAfterItWasMadeIsListedAtOnce() {
        runtime.models();
        assertThat(runtime.installed().orElse(List.of())).isEmpty();
        server.create("small", SMALL);
        server.load("small");

        until(() -> models().size() == 1, "the runtime to see it");

        assertThat(runtime.installed().orElse(List.of()))
                .extracting(InstalledModel::id)
                .containsExactly(id("small:latest"));
    }

    @Test
    void aKeepAliveWithoutEndIsATimeFarAway() {
        server.create("small", SMALL);
        server.loadForEver("small");

        Instant expiresAt = seen("small:latest").expiresAt().orElse(Instant.EPOCH);

        assertThat(expiresAt).isAfter(Instant.now().plus(Duration.ofDays(365 * 200)));
    }

    @Test
    void unloadEndsTheRunnerOfThatModelAlone() throws Exception {
        loadBoth();
        long gone = runner(seen("chat/large:135m")).pid();
        long stays = runner(seen("small:latest")).pid();

        control.unload(id("chat/large:135m"), PATIENCE);

        assertThat(server.loaded()).containsExactly("small:latest");
        until(() -> server.runnerPids().equals(List.of(stays)), "the runner to end");
        until(() -> models().size() == 1, "the runtime to see it");
        assertThat(runtime.ownPids()).contains(stays).doesNotContain(gone);
    }

    @Test
    void aModelThatIsNotLoadedIsGone() {
        server.create("small", SMALL);

        assertThatThrownBy(() -> control.unload(id("small:latest"), PATIENCE))
                .isInstanceOf(TargetGoneException.class)
                .hasMessage("ollama/small:latest is not loaded");
        assertThat(server.runnerPids()).isEmpty();
    }

    @Test
    void aBusyModelIsUnloadedWhenItsRequestEnds() throws Exception {
        loadBoth();
        try (ModelServer.Request request = server.work("chat/large:135m")) {
            assertThatThrownBy(() -> control.unload(id("chat/large:135m"), SHORT_PATIENCE))
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage("ollama/chat/large:135m is still loaded after 1.2 s: "
                            + "it is busy and goes when its request ends");
            assertThat(server.loaded()).contains("chat/large:135m");
            assertThat(request).isNotNull();
        }

        until(() -> server.loaded().equals(List.of("small:latest")), "the busy model to go");
    }

    @Test
    void aModelAtWorkIsBusyAndAModelWithoutRequestsIsIdle() {
        loadBoth();
        try (ModelServer.Request request = server.work("chat/large:135m")) {
            until(() -> seen("chat/large:135m").activity() == Activity.BUSY, "the one to be busy");
            until(() -> seen("small:latest").activity() == Activity.IDLE, "the other to be idle");
            assertThat(request).isNotNull();
            assertThat(idle("chat/large:135m")).isLessThan(idle("small:latest"));
        }

        until(() -> seen("chat/large:135m").activity() == Activity.IDLE, "the one to be idle again");
    }

    @Test
    void aRequestSetsTheIdleTimeBack() {
        server.create("small", SMALL);
        server.load("small");
        until(() -> idle("small:latest").compareTo(Duration.ofSeconds(1)) > 0, "some idle time");
        Duration before = idle("small:latest");

        server.generate("small");

        until(() -> idle("small:latest").compareTo(before) < 0, "the idle time to start again");
    }

    @Test
    void aModelThatWasDeletedFromTheDiskIsRefusedWithTheReason() {
        server.create("small", SMALL);
        server.load("small");
        server.delete("small");

        assertThatThrownBy(() -> control.unload(id("small:latest"), PATIENCE))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageContaining("deleted from the server's disk");
        assertThat(server.loaded()).containsExactly("small:latest");
        assertThat(seen("small:latest").parameters()).isInstanceOf(Sensed.Unknown.class);
    }

    @Test
    void unloadTidiesUpAfterARunnerThatWasEnded() throws Exception {
        server.create("small", SMALL);
        server.load("small");
        server.killRunners();
        assertThat(seen("small:latest").runner()).isInstanceOf(Sensed.Unknown.class);

        control.unload(id("small:latest"), PATIENCE);

        assertThat(server.loaded()).isEmpty();
    }

    @Test
    void loadLoads() throws Exception {
        server.create("small", SMALL);

        control.load(id("small:latest"), PATIENCE);

        assertThat(server.loaded()).containsExactly("small:latest");
    }

    @Test
    void aModelThatTheServerDoesNotHaveIsNotLoaded() {
        assertThatThrownBy(() -> control.load(id("none:latest"), PATIENCE))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessageContaining("the server did not load ollama/none:latest")
                .hasMessageContaining("answered 404")
                .hasMessageContaining("not found");
    }

    @Test
    void aServerThatHasNeverAnsweredAtAnAssumedAddressIsAbsent() {
        server.end();

        Sensed<List<Model>> models = runtime.models();

        assertThat(models).isInstanceOf(Sensed.Absent.class);
        assertThat(((Sensed.Absent<List<Model>>) models).reason()).startsWith("nobody listens at " + server.url());
        assertThat(runtime.ownPids()).isEmpty();
    }

    @Test
    void aServerThatHasGoneIsUnknownAndNotAbsent() {
        assertThat(models()).isEmpty();

        server.end();

        until(() -> runtime.models() instanceof Sensed.Unknown, "the runtime to see it");
        assertThatThrownBy(() -> control.unload(id("small:latest"), PATIENCE))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageStartingWith("nobody listens at " + server.url());
    }

    private void loadBoth() {
        server.create("small", SMALL);
        server.create("chat/large:135m", LARGE);
        server.load("small");
        server.load("chat/large:135m");
    }

    private ModelId id(String name) {
        return new ModelId(runtime.id(), name);
    }

    private List<Model> models() {
        return runtime.models().orElse(List.of());
    }

    private Model seen(String name) {
        return models().stream()
                .filter(model -> model.id().equals(id(name)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + runtime.models()));
    }

    private Duration idle(String name) {
        return seen(name).idle().orElse(Duration.ofDays(-1));
    }

    private static ProcessRef runner(Model model) {
        return ((Sensed.Known<ProcessRef>) model.runner()).value();
    }

    private static void until(BooleanSupplier condition, String what) {
        Until.holds(condition, PATIENCE, what);
    }
}
