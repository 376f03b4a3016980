package io.spillway.act.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.act.ChangeRefusedException;
import io.spillway.act.EngineUnavailableException;
import io.spillway.act.TargetGoneException;
import io.spillway.act.UnsettledException;
import io.spillway.sense.ContainerId;
import io.spillway.testing.docker.UnixServer;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DockerControlTest {
    private static final ContainerId ID = new ContainerId("ab".repeat(32));
    private static final String RUNS = "{\"State\":{\"Running\":true}}";
    private static final String STOPPED = "{\"State\":{\"Running\":false}}";
    private static final UnixServer.Script BREAKS_OFF = (request, connection) -> {};

    private final HttpStack stack = new HttpStack();

    @AfterEach
    void closeStack() {
        stack.close();
    }

    @Test
    void aStopIsSentWithItsGraceInWholeSecondsRoundedUp() throws Exception {
        try (var server = server((request, connection) -> connection.noContent(), STOPPED)) {
            control(server).stop(ID, Duration.ofMillis(1500));

            assertThat(server.requests().get(0)).isEqualTo("POST /containers/" + ID.value() + "/stop?t=2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 409})
    void aRefusalCarriesTheEnginesWords(int status) throws Exception {
        try (var server = server(
                (request, connection) -> connection.json(status, "{\"message\":\"it is being removed\"}"), RUNS)) {
            assertThatThrownBy(() -> control(server).stop(ID, Duration.ZERO))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("the engine refused to stop container abababababab: it is being removed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void aFaultOfTheEngineIsNoRefusalOfAStopAndIsSettledByAnInspect(int status) throws Exception {
        UnixServer.Script fault = (request, connection) ->
                connection.json(status, "{\"message\":\"tried to kill container, but did not receive an exit event\"}");
        try (var server = server(fault, STOPPED)) {
            assertThatCode(() -> control(server).stop(ID, Duration.ZERO)).doesNotThrowAnyException();
        }
        try (var server = server(fault, RUNS)) {
            assertThatThrownBy(() -> control(server).stop(ID, Duration.ZERO))
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage("the engine failed to stop container abababababab: tried to kill container, but did not"
                            + " receive an exit event; now it runs");
        }
    }

    @Test
    void aRefusedStartCarriesTheEnginesWordsEvenAsItsFault() throws Exception {
        try (var server = server(
                (request, connection) -> connection.json(500, "{\"message\":\"port is already allocated\"}"),
                STOPPED)) {
            assertThatThrownBy(() -> control(server).start(ID))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageContaining("port is already allocated");
        }
    }

    @Test
    void aContainerWhoseNetworkIsGoneIsRefusedAndNotGone() throws Exception {
        try (var server = server(
                (request, connection) -> connection.json(404, "{\"message\":\"network shop not found\"}"), STOPPED)) {
            assertThatThrownBy(() -> control(server).start(ID))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageContaining("network shop not found");
        }
    }

    @Test
    void aContainerThatDoesNotExistIsGone() throws Exception {
        try (var server =
                new UnixServer((request, connection) -> connection.json(404, "{\"message\":\"No such container\"}"))) {
            assertThatThrownBy(() -> control(server).stop(ID, Duration.ZERO)).isInstanceOf(TargetGoneException.class);
            assertThatThrownBy(() -> control(server).start(ID)).isInstanceOf(TargetGoneException.class);
        }
    }

    @Test
    void aStopThatTimesOutIsSettledByAnInspect() throws Exception {
        try (var server = server((request, connection) -> connection.hang(), STOPPED)) {
            assertThatCode(() -> control(server).stop(ID, Duration.ZERO)).doesNotThrowAnyException();
        }
    }

    @Test
    void aStopThatBreaksOffAndLeftTheContainerRunningIsUnsettled() throws Exception {
        try (var server = server(BREAKS_OFF, RUNS)) {
            assertThatThrownBy(() -> control(server).stop(ID, Duration.ZERO))
                    .isInstanceOf(UnsettledException.class)
                    .hasMessageContaining("now it runs");
        }
    }

    @Test
    void aStopAfterWhichTheEngineIsSilentIsUnsettled() throws Exception {
        try (var server = new UnixServer(BREAKS_OFF)) {
            assertThatThrownBy(() -> control(server).stop(ID, Duration.ZERO)).isInstanceOf(UnsettledException.class);
        }
    }

    @Test
    void aStoppedContainerThatSomebodyStartedAgainIsUnsettled() throws Exception {
        try (var server = server((request, connection) -> connection.noContent(), RUNS)) {
            assertThatThrownBy(() -> control(server).stop(ID, Duration.ZERO))
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage("the engine agreed to stop container abababababab; now it runs");
        }
    }

    @Test
    void aStartThatBreaksOffIsSettledByAnInspect() throws Exception {
        try (var server = server(BREAKS_OFF, RUNS)) {
            assertThatCode(() -> control(server).start(ID)).doesNotThrowAnyException();
        }
        try (var server = server(BREAKS_OFF, STOPPED)) {
            assertThatThrownBy(() -> control(server).start(ID)).isInstanceOf(UnsettledException.class);
        }
    }

    @Test
    void garbageIsUnsettled() throws Exception {
        try (var server = new UnixServer((request, connection) -> connection.raw("nonsense\r\n\r\n"))) {
            assertThatThrownBy(() -> control(server).stop(ID, Duration.ZERO)).isInstanceOf(UnsettledException.class);
        }
        for (String nonsense : List.of("<html>", "{}", "[]", "")) {
            try (var server = server((request, connection) -> connection.noContent(), nonsense)) {
                assertThatThrownBy(() -> control(server).stop(ID, Duration.ZERO))
                        .as("for \"" + nonsense + "\"")
                        .isInstanceOf(UnsettledException.class);
            }
        }
    }

    @Test
    void anEngineThatIsNotThereIsUnavailable(@TempDir Path folder) {
        var control = new DockerControl(stack, folder.resolve("none.sock"));

        assertThatThrownBy(() -> control.stop(ID, Duration.ZERO))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("start the container engine");
        assertThatThrownBy(control::warmUp).isInstanceOf(EngineUnavailableException.class);
    }

    @Test
    void aClosedControlChangesNothing() throws Exception {
        try (var server = server((request, connection) -> connection.noContent(), STOPPED)) {
            var control = control(server);
            control.close();

            assertThatThrownBy(() -> control.stop(ID, Duration.ZERO)).isInstanceOf(EngineUnavailableException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void warmingUpOnlyAsksForASignOfLife() throws Exception {
        try (var server = new UnixServer((request, connection) -> connection.json(200, "OK"))) {
            control(server).warmUp();

            assertThat(server.requests()).containsExactly("GET /_ping");
        }
    }

    /** Answers changes by {@code change} and inspections with {@code inspected}. */
    private static UnixServer server(UnixServer.Script change, String inspected) throws IOException {
        return new UnixServer((request, connection) -> {
            if (request.startsWith("POST")) {
                change.answer(request, connection);
            } else {
                connection.json(200, inspected);
            }
        });
    }

    private DockerControl control(UnixServer server) {
        return new DockerControl(stack, server.socket());
    }
}
