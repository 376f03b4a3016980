package io.spillway.sense.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.act.UnsettledException;
import io.spillway.config.ContainerLimits;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.Container.State;
import io.spillway.sense.Sensed;
import io.spillway.testing.docker.Behaviour;
import io.spillway.testing.docker.ContainerContract;
import io.spillway.testing.docker.ContainerWorld;
import io.spillway.testing.docker.DockerDaemon;
import io.spillway.testing.docker.DockerDaemonExtension;
import io.spillway.testing.docker.DockerWorld;
import io.spillway.testing.docker.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("docker")
@ExtendWith(DockerDaemonExtension.class)
class DockerEngineIT extends ContainerContract {
    private static final ContainerLimits STATEFUL_70 = new ContainerLimits(0, 0, 0, 0, 70, Care.STATEFUL);

    private final DockerDaemon daemon;
    private final DockerWorld world;

    DockerEngineIT(DockerDaemon daemon) {
        this.daemon = daemon;
        this.world = new DockerWorld(daemon, Map.of("redis", STATEFUL_70));
    }

    @AfterEach
    void takeContainersAway() throws IOException {
        world.close();
    }

    @Override
    protected ContainerWorld world() {
        return world;
    }

    @Test
    void theConfigurationHoldsWhereThereAreNoLabels() throws Exception {
        var id = world.run("redis", Map.of(), Behaviour.IGNORES_TERM);

        assertThat(known(id).priority()).isEqualTo(70);
        assertThat(known(id).care()).isEqualTo(Care.STATEFUL);
    }

    @Test
    void theFirstProcessIsTheOneThatTheKernelShows() throws Exception {
        var id = world.run("process", Map.of(), Behaviour.IGNORES_TERM);

        var init = known(id).init();

        assertThat(init.map(ref -> ref.pid()).orElse(0L)).isEqualTo(daemon.initPid(id));
    }

    @Test
    void aPausedContainerStillHoldsItsMemory() throws Exception {
        var id = world.run("paused", Map.of(), Behaviour.IGNORES_TERM);
        daemon.pause(id);

        assertThat(known(id).state()).isEqualTo(State.PAUSED);
        assertThat(known(id).usageBytes()).isInstanceOf(Sensed.Known.class);
        assertThat(known(id).init().isKnown()).isTrue();
    }

    @Test
    void aStopThatFoundNoAnswerStillHappensOnceTheEngineGoesOn() throws Exception {
        var id = world.run("late", Map.of(), Behaviour.IGNORES_TERM);
        daemon.freeze();
        try {
            assertThatThrownBy(() -> world.control().stop(id, Duration.ZERO)).isInstanceOf(UnsettledException.class);
        } finally {
            daemon.thaw();
        }

        Eventually.becomes("the container has stopped", () -> known(id).state() == State.EXITED);
    }

    @Test
    void aChangeAfterElevenQuietSecondsGetsThrough() throws Exception {
        var id = world.run("later", Map.of(), Behaviour.IGNORES_TERM);
        world.control().start(id);
        var clock = daemon.run("clock", Map.of(), 0, "/bin/sleep", "11");

        daemon.waitFor(clock);
        world.control().stop(id, Duration.ZERO);

        assertThat(known(id).state()).isEqualTo(State.EXITED);
    }
}
