package io.spillway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.endtoend.MoodyServer.Mood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine and a model server that do not answer as they should: the guard goes on, and hides nothing. */
@Tag("agent")
@Timeout(180)
class FailingSourcesEndToEndIT {
    private static final String CONTAINERS = "containers";
    private static final String ID = "ab".repeat(32);

    @TempDir
    private static Path folder;

    private static MoodyServer engine;
    private static MoodyServer models;
    private static RunningSpillway spillway;

    @BeforeAll
    static void start() throws Exception {
        engine = MoodyServer.unix(
                folder.resolve("docker.sock"),
                Map.of(
                        "/containers/json",
                        "[{\"Id\":\"" + ID + "\",\"Names\":[\"/db\"],\"State\":\"exited\",\"Status\":\"Exited (0)\"}]",
                        "/containers/" + ID,
                        "{\"State\":{\"Pid\":0},\"HostConfig\":{\"Memory\":0,\"NanoCpus\":0}}"));
        models = MoodyServer.tcp(Map.of("/api/ps", "{\"models\":[]}"));
        spillway = RunningSpillway.in(folder)
                .thresholds(Thresholds.AT_WARNING)
                .section("containers", "engine: \"" + engine.url() + "\"")
                .section("models", "runtimes: [\"" + models.url() + "\"]")
                .start();
    }

    @AfterAll
    static void end() throws IOException {
        spillway.close();
        engine.close();
        models.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WELL")
    void anEngineThatFailsIsToldAndNothingIsClaimedOfItsContainers(Mood mood) throws Exception {
        awaitWell();

        engine.become(mood);
        awaitUnknown(CONTAINERS);

        assertDegradedBecauseOf(List.of(CONTAINERS), List.of(modelServer()));
        assertThat(spillway.resources().at("containers").isNull()).isTrue();
        assertThat(spillway.resources().at("models").items()).isEmpty();
        Json bean = spillway.read("spillway:type=Containers");
        assertThat(bean.at("State").text()).isEqualTo("unknown");
        assertThat(bean.at("Count").number()).isEqualTo(-1);
        assertThat(bean.at("UsageBytes").number()).isEqualTo(-1);
        assertThat(bean.at("Reason").text()).isNotBlank();
        assertLevelsGoOn();

        engine.become(Mood.WELL);
        awaitWell();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WELL")
    void aModelServerThatFailsIsToldAndNothingIsClaimedOfItsModels(Mood mood) throws Exception {
        awaitWell();

        models.become(mood);
        awaitUnknown(modelServer());

        assertDegradedBecauseOf(List.of(modelServer()), List.of(CONTAINERS));
        assertThat(spillway.resources().at("models").isNull()).isTrue();
        assertThat(spillway.resources().at("containers").items()).hasSize(1);
        Json bean = spillway.read("spillway:type=Models");
        assertThat(bean.at("State").text()).isEqualTo("unknown");
        assertThat(bean.at("Count").number()).isEqualTo(-1);
        assertLevelsGoOn();

        models.become(Mood.WELL);
        awaitWell();
    }

    @Test
    void bothCanHangWhileTheGuardStarts() throws Exception {
        engine.become(Mood.HANGING);
        models.become(Mood.HANGING);
        try (RunningSpillway late = RunningSpillway.in(Files.createDirectory(folder.resolve("late")))
                .thresholds(Thresholds.AT_WARNING)
                .section("containers", "engine: \"" + engine.url() + "\"")
                .section("models", "runtimes: [\"" + models.url() + "\"]")
                .start()) {
            late.await(
                    "both are unknown",
                    () -> state(late, CONTAINERS).equals("unknown")
                            && state(late, modelServer()).equals("unknown"));

            assertThat(late.level()).isEqualTo("WARNING");
            assertThat(late.healthStatus()).isEqualTo(503);
            assertThat(late.resources().at("containers").isNull()).isTrue();
            assertThat(late.resources().at("models").isNull()).isTrue();

            engine.become(Mood.WELL);
            models.become(Mood.WELL);
            late.await("it is healthy", () -> late.healthStatus() == 200);
        }
        awaitWell();
    }

    private static void awaitWell() throws Exception {
        spillway.await("it is healthy", () -> spillway.healthStatus() == 200);
        assertThat(spillway.health().at("status").text()).isEqualTo("healthy");
        assertThat(spillway.resources().at("containers").items()).hasSize(1);
        assertThat(spillway.resources().at("models").items()).isEmpty();
    }

    private static void awaitUnknown(String source) throws Exception {
        spillway.await(source + " is unknown", () -> state(spillway, source).equals("unknown"));
    }

    private static void assertDegradedBecauseOf(List<String> failing, List<String> answering) {
        assertThat(spillway.healthStatus()).isEqualTo(503);
        Json health = spillway.health();
        assertThat(health.at("status").text()).isEqualTo("degraded");
        List<String> reasons =
                health.at("reasons").items().stream().map(Json::text).toList();
        assertThat(failing).allSatisfy(source -> assertThat(reasons)
                .anySatisfy(reason -> assertThat(reason).startsWith(source + " does not answer since ")));
        assertThat(reasons).hasSameSizeAs(failing);
        assertThat(answering).allMatch(source -> state(spillway, source).equals("known"));
        assertThat(spillway.journal())
                .anyMatch(entry -> entry.kind().equals("SOURCE_LOST") && failing.contains(entry.subject()));
    }

    private static void assertLevelsGoOn() throws Exception {
        double passes = spillway.read(RunningSpillway.GUARD, "Passes").number();
        spillway.change(Thresholds.AT_CRITICAL);
        spillway.awaitLevel("CRITICAL");
        spillway.change(Thresholds.CALM);
        spillway.awaitLevel("NORMAL");
        spillway.change(Thresholds.AT_WARNING);
        spillway.awaitLevel("WARNING");
        assertThat(spillway.read(RunningSpillway.GUARD, "Passes").number()).isGreaterThan(passes);
    }

    private static String state(RunningSpillway of, String source) {
        return of.health().at("sources").items().stream()
                .filter(each -> each.at("name").text().equals(source))
                .map(each -> each.at("state").text())
                .findFirst()
                .orElseThrow();
    }

    private static String modelServer() {
        return "ollama@" + models.url();
    }
}
