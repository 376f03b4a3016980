package io.spillway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.act.Outcome;
import io.spillway.assess.Level;
import io.spillway.guard.Operations.Report;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.http.RawHttp.Answer;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServiceTest {
    private static final Measure UNLOAD = new Measure.UnloadModel(
            new ModelId(new RuntimeId("ollama", "http://x"), "qwen2.5:3b"),
            1,
            Duration.ofSeconds(1),
            Gate.UNLOAD_IDLE,
            "idle");
    private static final Measure KILL = new Measure.KillProcess(
            new ProcessRef(4711, 1), "hog", Duration.ZERO, 1, Duration.ofSeconds(1), Gate.KILL_PROCESSES, "heavy");

    private RunningService running;

    @BeforeEach
    void start() throws IOException {
        running = new RunningService();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void healthIsOkWhenTheLoopRunsAndItsSensesAnswer() throws IOException {
        running.operations.snapshot = () -> Snapshots.normal()
                .source("containers", new Sensed.Absent<>("no socket"))
                .build();

        Answer answer = running.http().get("/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .containsEntry("status", "healthy")
                .containsEntry("reasons", List.of())
                .containsEntry("level", "NORMAL")
                .containsEntry("mode", "acting")
                .containsEntry("timestamp", "2026-03-01T12:00:00Z")
                .containsKeys("system_resources", "level_since", "sources");
        assertThat(answer.list("sources"))
                .hasSize(2)
                .last()
                .isEqualTo(Map.of("name", "containers", "state", "absent", "detail", "no socket"));
    }

    @Test
    void healthSaysWhichSourceDoesNotAnswer() throws IOException {
        running.operations.snapshot = () -> Snapshots.normal()
                .source("containers", new Sensed.Unknown<>("timed out after 2 s", Snapshots.NOW))
                .build();

        Answer answer = running.http().get("/health");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json()).containsEntry("status", "degraded");
        assertThat(answer.text("reasons")).contains("containers", "timed out after 2 s");
    }

    @Test
    void healthIsLostWhenTheLoopStandsStill() throws IOException {
        running.now = Snapshots.NOW.plusSeconds(6);

        Answer answer = running.http().get("/health");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json()).containsEntry("status", "unhealthy");
        assertThat(answer.text("reasons")).contains("published nothing since 2026-03-01T12:00:00Z");
    }

    @Test
    void resourcesHaveTheFieldsThatClientsKnow() throws IOException {
        running.operations.snapshot = () -> Snapshots.normal()
                .containers(Snapshots.known(List.of(
                        Snapshots.container("postgres", Snapshots.known(512L << 20), 1L << 30),
                        Snapshots.container("redis", new Sensed.Unknown<>("no cgroup", Snapshots.NOW), 0))))
                .models(Snapshots.known(List.of(Snapshots.model("qwen2.5:3b"))))
                .build();

        Answer answer = running.http().get("/resources");

        assertThat(answer.json().get("system"))
                .isEqualTo(map(
                        "cpu_percent", 12.5,
                        "cpu_count", 4L,
                        "memory_percent", 25.0,
                        "memory_available_gb", 12.0,
                        "memory_total_gb", 16.0,
                        "disk_percent", 40.0,
                        "timestamp", "2026-03-01T12:00:00Z"));
        List<?> containers = answer.list("containers");
        assertThat(containers.get(0))
                .isEqualTo(map(
                        "name",
                        "postgres",
                        "id",
                        "0123456789abcdef",
                        "cpu_percent",
                        37.5,
                        "memory_usage_mb",
                        512.0,
                        "memory_percent",
                        50.0,
                        "status",
                        "Up 2 hours",
                        "priority",
                        80L));
        assertThat(containers.get(1).toString()).contains("memory_usage_mb=null", "memory_percent=null");
        assertThat(answer.list("models"))
                .singleElement()
                .asString()
                .contains("name=qwen2.5:3b", "size_bytes=3221225472", "resident_bytes=2147483648", "idle_seconds=12.5");
    }

    @Test
    void whatIsUnknownIsNullAndNeverZero() throws IOException {
        running.operations.snapshot = () -> Snapshots.blind("cannot read /proc/meminfo")
                .resources(Resources.UNKNOWN)
                .containers(new Sensed.Unknown<>("timed out", Snapshots.NOW))
                .models(new Sensed.Unknown<>("refused", Snapshots.NOW))
                .build();

        Answer answer = running.http().get("/resources");

        assertThat(answer.text("system"))
                .contains(
                        "cpu_percent=null",
                        "memory_percent=null",
                        "memory_available_gb=null",
                        "memory_total_gb=null",
                        "disk_percent=null");
        assertThat(answer.json()).containsEntry("containers", null).containsEntry("models", null);
        assertThat(running.http().get("/health").json()).containsEntry("level", "UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void optimizeActsAndSaysWhatWasDone(String method) throws IOException {
        running.operations.report = () -> new Report(
                List.of(
                        new Outcome.Done(UNLOAD, Duration.ofMillis(640), 1024, 2048, "gone"),
                        new Outcome.Failed(KILL, Duration.ofMillis(5), "not permitted")),
                1024,
                "freed 1 KB");

        Answer answer = running.http().send(method, "/optimize", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(running.operations.optimized).hasValue(1);
        assertThat(answer.json())
                .containsEntry("status", "partial")
                .containsEntry("message", "freed 1 KB")
                .containsEntry("freed_bytes", 1024L);
        assertThat(answer.json().get("done"))
                .isEqualTo(List.of(
                        map(
                                "measure", "unload-model",
                                "target", "ollama/qwen2.5:3b",
                                "result", "done",
                                "freed_bytes", 1024L,
                                "took_ms", 640L,
                                "detail", "gone"),
                        map(
                                "measure", "kill-process",
                                "target", "hog[4711]",
                                "result", "failed",
                                "freed_bytes", null,
                                "took_ms", 5L,
                                "detail", "not permitted")));
    }

    @Test
    void emergencyScaleDownRunsThatAndNothingElse() throws IOException {
        Answer answer = running.http().get("/emergency-scale-down");

        assertThat(answer.json()).containsEntry("status", "success").containsEntry("message", "nothing to do");
        assertThat(running.operations.scaledDown).hasValue(1);
        assertThat(running.operations.optimized).hasValue(0);
    }

    @Test
    void anActionThatCannotBeDoneNowSaysWhy() throws IOException {
        running.operations.report = () -> {
            throw new IllegalStateException("the guard did not answer within 30 s");
        };

        Answer answer = running.http().get("/optimize");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json())
                .containsEntry("status", "error")
                .containsEntry("message", "the guard did not answer within 30 s");
    }

    @Test
    void aFaultOfOursIsAnAnswerToo() throws IOException {
        running.operations.snapshot = () -> {
            throw new UnsupportedOperationException("oops");
        };

        assertThat(running.http().get("/resources").status()).isEqualTo(500);
    }

    @Test
    void onlyTwoActionsHoldAThreadAndTheViewsGoOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        running.operations.report = () -> {
            begun.countDown();
            await(end);
            return new Report(List.of(), 0, "done");
        };
        ExecutorService clients = Executors.newFixedThreadPool(2);
        try {
            List<Future<Answer>> both =
                    List.of(clients.submit(() -> running.http().get("/optimize")), clients.submit(() -> running.http()
                            .get("/optimize")));
            await(begun);

            Answer third = running.http().get("/optimize");
            Answer view = running.http().get("/health");

            assertThat(third.status()).isEqualTo(429);
            assertThat(third.headers()).containsKey("retry-after");
            assertThat(view.status()).isEqualTo(200);
            end.countDown();
            for (Future<Answer> each : both) {
                assertThat(each.get().status()).isEqualTo(200);
            }
        } finally {
            end.countDown();
            clients.shutdownNow();
        }
    }

    @Test
    void thePageRunsItsOwnScriptAndNothingElse() throws IOException {
        Answer answer = running.http().get("/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).startsWith("text/html");
        assertThat(answer.headers().get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'sha256-", "connect-src 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.body()).doesNotContain("http://", "https://").contains("/health", "/journal");
    }

    @Test
    void anUnknownPathListsThePaths() throws IOException {
        Answer answer = running.http().get("/optimise");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("message"))
                .contains(
                        "/health",
                        "/resources",
                        "/optimize",
                        "/emergency-scale-down",
                        "/metrics",
                        "/journal",
                        "/jolokia");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /health, 'GET, HEAD'",
        "DELETE, /optimize, 'GET, POST'",
        "HEAD, /optimize, 'GET, POST'",
        "OPTIONS, /jolokia, 'GET, POST'",
        "PUT, /jolokia/read, 'GET, POST'"
    })
    void anotherMethodIsRefusedAndTheRightOnesAreNamed(String method, String path, String allowed) throws IOException {
        Answer answer = running.http().send(method, path, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", allowed);
        assertThat(running.operations.optimized).hasValue(0);
    }

    @Test
    void headAnswersWithoutABody() throws IOException {
        Answer answer = running.http().send("HEAD", "/health", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aBodyMustBeJson() throws IOException {
        RawHttp form = running.http().with("Content-Type", "application/x-www-form-urlencoded");

        assertThat(form.send("POST", "/optimize", "a=b").status()).isEqualTo(415);
        assertThat(running.http()
                        .with("Content-Type", "text/plain")
                        .send("POST", "/jolokia", "{}")
                        .status())
                .isEqualTo(415);
        assertThat(running.http().send("POST", "/jolokia", "{}").status()).isEqualTo(415);
        assertThat(running.http().post("/optimize", "{}").status()).isEqualTo(200);
    }

    @Test
    void aBodyOverTheCapIsRefused() throws IOException {
        assertThat(running.http()
                        .post("/optimize", " ".repeat(Router.MAX_BODY_BYTES))
                        .status())
                .isEqualTo(200);
        assertThat(running.http()
                        .post("/optimize", " ".repeat(Router.MAX_BODY_BYTES + 1))
                        .status())
                .isEqualTo(413);
        assertThat(running.operations.optimized).hasValue(1);
    }

    @Test
    void eightClientsAtOnceAreAllAnswered() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 160; i++) {
                String path = List.of("/health", "/resources", "/metrics", "/jolokia/version")
                        .get(i % 4);
                calls.add(() -> running.http().get(path).status());
            }

            List<Future<Integer>> answers = clients.invokeAll(calls);

            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(running.threads).hasSizeLessThanOrEqualTo(5).allMatch(Thread::isDaemon);
    }

    @Test
    void levelsAboveNormalAreStillHealthy() throws IOException {
        running.operations.snapshot =
                () -> Snapshots.at(Level.EMERGENCY, Snapshots.GIB / 2).build();

        Answer answer = running.http().get("/health");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).containsEntry("level", "EMERGENCY");
    }

    /** A map that can hold null, unlike {@link Map#of()}. */
    private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("waited too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
