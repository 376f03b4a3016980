package io.spillway.sense.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.spillway.sense.Container.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineJsonTest {
    private final EngineJson json = new EngineJson();

    @Test
    void readsTheListOfDocker20() throws IOException {
        var containers = json.list(captured("list-docker-20.10.json"));

        assertThat(containers).extracting(ListedContainer::name).containsExactly("old", "shop_db_1");
        var old = containers.get(0);
        assertThat(old.state()).isEqualTo(State.EXITED);
        assertThat(old.service()).isEqualTo("old");
        assertThat(old.labels()).isEmpty();
        var db = containers.get(1);
        assertThat(db.id().value()).isEqualTo("866ffefe7c5ea4ebc33caad81cb5675ebdf432c1cf4c41b2f395e9079f301aa7");
        assertThat(db.state()).isEqualTo(State.RUNNING);
        assertThat(db.status()).isEqualTo("Up Less than a second");
        assertThat(db.service()).isEqualTo("db");
        assertThat(db.labels())
                .isEqualTo(Map.of(
                        "com.docker.compose.service", "db", "spillway.priority", "80", "spillway.stateful", "true"));
    }

    @Test
    void readsTheInspectionOfDocker20() throws IOException {
        var running = json.inspected(captured("inspect-running-docker-20.10.json"));
        var exited = json.inspected(captured("inspect-exited-docker-20.10.json"));

        assertThat(running).isEqualTo(new InspectedContainer(13614, 134217728, 0.5));
        assertThat(exited).isEqualTo(new InspectedContainer(0, 0, 1.5));
    }

    @Test
    void aQuotaWithoutPeriodIsOneOfTheKernelsDefault() throws IOException {
        String answer = "{\"State\":{\"Pid\":1},\"HostConfig\":{\"CpuQuota\":50000,\"CpuPeriod\":0}}";

        assertThat(json.inspected(stream(answer)).cpuLimit()).isEqualTo(0.5);
    }

    @Test
    void namesThatLinksGaveAreNotItsOwn() throws IOException {
        var containers = json.list(stream("[{\"Id\":\"abc\",\"Names\":[\"/web/db\",\"/db\",\"/api/db\"]}]"));

        assertThat(containers.get(0).name()).isEqualTo("db");
    }

    @Test
    void aContainerWithoutNameShowsItsId() throws IOException {
        var containers = json.list(stream("[{\"Id\":\"0123456789abcdef\",\"Names\":null,\"Labels\":null}]"));

        assertThat(containers.get(0).name()).isEqualTo("0123456789ab");
        assertThat(containers.get(0).labels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"paused,PAUSED", "restarting,RESTARTING", "Dead,DEAD", "stopping,UNKNOWN"})
    void knowsTheStates(String word, State state) throws IOException {
        var containers = json.list(stream("[{\"Id\":\"abc\",\"State\":\"" + word + "\"}]"));

        assertThat(containers.get(0).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{}",
                "[",
                "[1]",
                "[{}]",
                "[{\"Id\":\"a\"}",
                "[{\"Id\":7}]",
                "[{\"Id\":\"../x\"}]",
                "[{\"Id\":\"a\",\"State\":{}}]",
                "[{\"Id\":\"a\",\"Names\":[{}]}]",
                "[{\"Id\":\"a\",\"Labels\":{\"x\":1}}]",
                "<html></html>"
            })
    void garbageIsNoList(String answer) {
        assertThatThrownBy(() -> json.list(stream(answer))).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"State\":7}", "{\"State\":{\"Pid\":99999999999999999999}}"})
    void garbageIsNoInspection(String answer) {
        assertThatThrownBy(() -> json.inspected(stream(answer))).isInstanceOf(JsonProcessingException.class);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static InputStream captured(String name) {
        return requireNonNull(EngineJsonTest.class.getResourceAsStream(name), name);
    }
}
