package io.spillway.sense.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.act.ChangeRefusedException;
import io.spillway.act.UnsettledException;
import io.spillway.act.ollama.OllamaControl;
import io.spillway.config.Origin;
import io.spillway.config.RuntimeConfig;
import io.spillway.config.RuntimeType;
import io.spillway.sense.InstalledModel;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Sensed;
import io.spillway.sense.Sensed.Absent;
import io.spillway.sense.Sensed.Known;
import io.spillway.sense.Sensed.Unknown;
import io.spillway.sense.Ticker;
import io.spillway.testing.ollama.FakeModelServer;
import io.spillway.testing.ollama.FakeProc;
import io.spillway.testing.ollama.ModelServer;
import io.spillway.testing.ollama.RandomModel;
import io.spillway.transport.HttpStack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that fails looks like. How one that works is seen stands in {@link OllamaContract}. */
class OllamaRuntimeTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMillis(200);

    @TempDir
    private Path proc;

    private final HttpStack stack = new HttpStack();
    private final AtomicLong nanos = new AtomicLong();
    private final InstantSource clock = () -> START.plusNanos(nanos.get());
    private FakeModelServer server;
    private OllamaApi api;
    private OllamaRuntime runtime;

    @BeforeEach
    void connect() {
        server = FakeModelServer.start(proc);
        server.create("small", RandomModel.tiny(1));
        api = api(Origin.ASSUMED, nanos::get);
        runtime = runtime(api);
    }

    @AfterEach
    void disconnect() {
        stack.close();
        server.close();
    }

    @Test
    void howeverOftenItIsAskedTheServerIsAskedTwiceASecondAtMost() {
        for (int millis = 0; millis < 1_000; millis += 10) {
            assertThat(runtime.models()).isInstanceOf(Known.class);
            pass(Duration.ofMillis(10));
        }

        assertThat(server.requests()).containsExactly("/api/ps", "/api/tags", "/api/ps");
    }

    @Test
    void whatDoesNotChangeIsAskedOnce() {
        server.load("small");
        runtime.models();
        lookAgain();

        assertThat(server.requests()).containsExactly("/api/ps", "/api/show", "/api/tags", "/api/ps");
    }

    @Test
    void theModelsOnTheDiskAreAskedForOnceAMinute() {
        for (int seconds = 0; seconds < 180; seconds++) {
            runtime.models();
            pass(Duration.ofSeconds(1));
        }

        assertThat(tagsRequests()).isEqualTo(3);
    }

    @Test
    void aModelThatTheDiskLackedIsAReasonToAskAtOnce() {
        runtime.models();
        server.create("new", RandomModel.tiny(2));
        server.load("new");
        lookAgain();

        assertThat(tagsRequests()).isEqualTo(2);
        assertThat(runtime.installed().orElse(List.of()))
                .extracting(model -> model.id().name())
                .containsExactly("small:latest", "new:latest");
    }

    @Test
    void aLoadedModelThatWasDeletedFromTheDiskIsAReasonToAskOnlyOnce() {
        server.load("small");
        server.delete("small");
        for (int look = 0; look < 10; look++) {
            lookAgain();
        }

        assertThat(tagsRequests()).isEqualTo(1);
    }

    @Test
    void tagsThatFailLeaveTheLoadedModelsKnownAndTheInstalledOnesUnknown() {
        server.load("small");
        server.answerTags(500, "{\"error\":\"no such folder\"}");

        assertThat(onlyModel(runtime.models()).id().name()).isEqualTo("small:latest");
        assertThat(runtime.installed())
                .isEqualTo(new Unknown<>(server.url() + "/api/tags answered 500: no such folder", START));
    }

    @Test
    void tagsThatKeepSilentLeaveTheLoadedModelsKnown() {
        server.load("small");
        server.hangTags();

        assertThat(onlyModel(runtime.models()).id().name()).isEqualTo("small:latest");
        assertThat(runtime.installed()).isEqualTo(new Unknown<>(server.url() + " does not answer within 2.0 s", START));
    }

    @Test
    void theLastGoodAnswerOutlivesTagsThatFailAndAServerThatEnds() {
        runtime.models();
        Sensed<List<InstalledModel>> before = runtime.installed();
        assertThat(before.isKnown()).isTrue();
        server.answerTags(200, "<html>It works!</html>");
        pass(InstalledModels.PERIOD);

        assertThat(runtime.models()).isInstanceOf(Known.class);
        assertThat(runtime.installed()).isEqualTo(before);

        server.end();

        assertThat(lookAgain()).isInstanceOf(Unknown.class);
        assertThat(runtime.installed()).isEqualTo(before);
    }

    @Test
    void aServerThatIsAbsentHasNoDiskAndOneThatHasNotAnsweredAnUnknownOne() {
        assertThat(runtime.installed()).isEqualTo(Unknown.notYetSeen(START));
        server.end();
        runtime.models();

        assertThat(runtime.installed()).isInstanceOf(Absent.class);
    }

    @Test
    void aServerThatKeepsSilentIsUnknown() {
        server.hang();

        assertThat(unknown(runtime.models()).reason()).isEqualTo(server.url() + " does not answer within 2.0 s");
        // Its processes are protected all the same.
        assertThat(runtime.ownPids()).containsExactly(server.pid());
    }

    @Test
    void whatIsNotAnOllamaIsUnknown() {
        server.answerAlways(200, "<html>It works!</html>");

        assertThat(unknown(runtime.models()).reason())
                .startsWith(server.url() + "/api/ps answers, but not as Ollama does: ");

        server.answerAlways(404, "{\"error\":\"no such page\"}");

        assertThat(unknown(lookAgain()).reason()).isEqualTo(server.url() + "/api/ps answered 404: no such page");
    }

    @Test
    void oneServerErrorMeansAskAgainAndTheNextIsUnknown() {
        server.load("small");
        Sensed<List<Model>> before = runtime.models();
        server.answerAlways(500, "{\"error\":\"concurrent map read\"}");

        assertThat(lookAgain()).isSameAs(before);

        Unknown<List<Model>> unknown = unknown(lookAgain());
        assertThat(unknown.reason()).isEqualTo(server.url() + "/api/ps answered 500: concurrent map read");
        assertThat(unknown.since()).isEqualTo(START.plusMillis(500));
        assertThat(runtime.ownPids()).hasSize(2);

        server.recover();

        assertThat(lookAgain()).isInstanceOf(Known.class);
    }

    @Test
    void aServerErrorBeforeAnyAnswerIsUnknown() {
        server.answerAlways(503, "busy");

        assertThat(unknown(runtime.models()).reason()).isEqualTo(server.url() + "/api/ps answered 503: busy");
    }

    @Test
    void theTimeOfAFailureIsThatOfItsBeginning() {
        server.answerAlways(200, "?");
        runtime.models();
        pass(Duration.ofMinutes(3));

        assertThat(unknown(runtime.models()).since()).isEqualTo(START);
    }

    @Test
    void aConfiguredServerThatNobodyStartedIsUnknown() {
        runtime = runtime(api(Origin.CONFIGURED, nanos::get));
        server.end();

        assertThat(unknown(runtime.models()).reason()).startsWith("nobody listens at " + server.url());
    }

    @Test
    void anAssumedServerThatIsStartedLaterIsSeen() {
        server.end();
        assertThat(runtime.models()).isInstanceOf(Absent.class);

        server.startAgain();

        assertThat(lookAgain()).isInstanceOf(Known.class);
        assertThat(runtime.ownPids()).containsExactly(server.pid());
    }

    @Test
    void twoServersThatCannotBeToldApartLeaveTheRunnerUnknown() {
        server.load("small");
        FakeProc others = new FakeProc(proc.resolve("both"));
        String blob = "/models/blobs/sha256-%064x".formatted(RandomModel.tiny(1).hashCode());
        for (long front : List.of(300L, 400L)) {
            others.process(front, 1, 1 << 20, "ollama", "serve");
            others.process(front + 1, front, 1 << 20, "ollama", "runner", "--model", blob);
            others.hide(front);
        }
        runtime = new OllamaRuntime(api, others.root(), clock, nanos::get);

        Model model = onlyModel(runtime.models());

        assertThat(model.runner()).isEqualTo(new Unknown<>("2 processes of different servers hold its weights", START));
        assertThat(model.residentBytes()).isInstanceOf(Unknown.class);
        assertThat(model.activity()).isEqualTo(Model.Activity.UNKNOWN);
        assertThat(runtime.ownPids()).containsExactlyInAnyOrder(300L, 301L, 400L, 401L);
    }

    @Test
    void theRunnerOfTheNextLoadIsFound() {
        server.load("small");
        Sensed<ProcessRef> first = onlyModel(runtime.models()).runner();
        server.unload("small");
        assertThat(lookAgain().orElse(List.of())).isEmpty();
        server.load("small");

        Sensed<ProcessRef> second = onlyModel(lookAgain()).runner();

        assertThat(second.map(ProcessRef::pid).orElse(0L))
                .isEqualTo(server.runnerPids().get(0))
                .isNotEqualTo(first.map(ProcessRef::pid).orElse(0L));
    }

    @Test
    void aModelThatRunsElsewhereIsLeftAlone() throws Exception {
        try (OllamaControl control = new OllamaControl(List.of(api), clock, System::nanoTime)) {
            assertThatThrownBy(() -> control.unload(new ModelId(api.id(), "gpt-oss:120b-cloud"), PATIENCE))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("ollama/gpt-oss:120b-cloud runs elsewhere and holds no memory of this host");
            assertThatThrownBy(() -> control.load(new ModelId(api.id(), "kimi-k2:cloud"), PATIENCE))
                    .isInstanceOf(ChangeRefusedException.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aModelThatOnlyTheTagsTellToRunElsewhereIsNotSeenAndGetsNoUnload() {
        server.runElsewhere("small");
        server.load("small");

        assertThat(runtime.models()).isEqualTo(new Known<>(List.of(), START));
        assertThat(runtime.installed().orElse(List.of()))
                .extracting(InstalledModel::runsElsewhere)
                .containsExactly(true);
        try (OllamaControl control = new OllamaControl(List.of(api), clock, nanos::get)) {
            assertThatThrownBy(() -> control.unload(new ModelId(api.id(), "small:latest"), PATIENCE))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("ollama/small:latest runs elsewhere and holds no memory of this host");
        }
        assertThat(server.requests()).doesNotContain("/api/generate");
    }

    @Test
    void aModelThatRunsElsewhereUnderAnyNameIsNotLoaded() {
        server.answerAlways(200, "{\"remote_model\":\"big\",\"remote_host\":\"https://elsewhere\"}");
        try (OllamaControl control = new OllamaControl(List.of(api), clock, System::nanoTime)) {
            assertThatThrownBy(() -> control.load(new ModelId(api.id(), "mine:latest"), PATIENCE))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("ollama/mine:latest is not loaded here: it runs on https://elsewhere");
        }
        assertThat(server.requests()).containsExactly("/api/show");
    }

    @Test
    void aServerThatIsNotConfiguredIsNotAsked() {
        try (OllamaControl control = new OllamaControl(List.of(api), clock, System::nanoTime)) {
            ModelId elsewhere = new ModelId(new RuntimeId("ollama", "http://192.0.2.1:1"), "small:latest");

            assertThatThrownBy(() -> control.unload(elsewhere, PATIENCE)).isInstanceOf(ChangeRefusedException.class);
        }
    }

    @Test
    void aServerThatKeepsSilentLeavesAnUnloadUnsettled() {
        server.hang();
        OllamaApi quick = api(Origin.ASSUMED, System::nanoTime);
        try (OllamaControl control = new OllamaControl(List.of(quick), clock, System::nanoTime)) {
            assertThatThrownBy(() -> control.unload(new ModelId(quick.id(), "small:latest"), PATIENCE))
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage("whether ollama/small:latest is loaded is not known: " + server.url()
                            + " does not answer within 2.0 s");
        }
    }

    @Test
    void closingEndsTheWaitForABusyModel() {
        server.load("small");
        OllamaApi quick = api(Origin.ASSUMED, System::nanoTime);
        OllamaControl control = new OllamaControl(List.of(quick), clock, System::nanoTime);
        try (ModelServer.Request request = server.work("small")) {
            control.close();

            assertThatThrownBy(() -> control.unload(new ModelId(quick.id(), "small:latest"), Duration.ofMinutes(5)))
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage("the wait was given up");
            assertThat(request).isNotNull();
        }
    }

    @Test
    void aServerThatRefusesIsQuoted() {
        server.load("small");
        OllamaApi quick = api(Origin.ASSUMED, System::nanoTime);
        try (OllamaControl control = new OllamaControl(List.of(quick), clock, System::nanoTime)) {
            runtime = new OllamaRuntime(quick, proc, clock, System::nanoTime);
            runtime.models();
            server.answerAlways(400, "{\"error\":\"not with me\"}");

            assertThatThrownBy(() -> control.unload(new ModelId(quick.id(), "small:latest"), PATIENCE))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("the server did not unload ollama/small:latest: " + server.url()
                            + "/api/generate answered 400: not with me");
        }
    }

    private OllamaRuntime runtime(OllamaApi asked) {
        return new OllamaRuntime(asked, server.proc(), clock, nanos::get);
    }

    private OllamaApi api(Origin origin, Ticker ticker) {
        return new OllamaApi(new RuntimeConfig(RuntimeType.OLLAMA, server.url(), origin), stack, ticker);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Sensed<List<Model>> lookAgain() {
        pass(OllamaApi.PACE);
        return runtime.models();
    }

    private long tagsRequests() {
        return server.requests().stream().filter("/api/tags"::equals).count();
    }

    private static Model onlyModel(Sensed<List<Model>> models) {
        assertThat(models.orElse(List.of())).hasSize(1);
        return models.orElse(List.of()).get(0);
    }

    private static Unknown<List<Model>> unknown(Sensed<List<Model>> models) {
        assertThat(models).isInstanceOf(Unknown.class);
        return (Unknown<List<Model>>) models;
    }
}
