package io.spillway.testing.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.act.ChangeRefusedException;
import io.spillway.act.ContainerControl;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.ContainerId;
import io.spillway.testing.docker.FakeContainerEngine.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeContainerEngineTest extends ContainerContract {
    private final FakeWorld world = new FakeWorld();

    @Override
    protected ContainerWorld world() {
        return world;
    }

    @Test
    void theOrderOfStopsIsKept() throws Exception {
        var first = world.fake.run("first", 1, 10, Care.NONE);
        var second = world.fake.run("second", 1, 20, Care.NONE);

        world.fake.stop(second, Duration.ZERO);
        world.fake.stop(first, Duration.ZERO);

        assertThat(world.fake.stopped()).containsExactly(second, first);
    }

    @Test
    void aRefusalCarriesItsWords() {
        var id = world.fake.run("refused", 1, 10, Care.NONE);
        world.fake.refuse(id, "not now");

        assertThatThrownBy(() -> world.fake.stop(id, Duration.ZERO))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("not now");
    }

    private static final class FakeWorld implements ContainerWorld {
        private final FakeContainerEngine fake = new FakeContainerEngine(() -> Instant.EPOCH);
        private final Map<ContainerId, Behaviour> behaviours = new HashMap<>();

        @Override
        public ContainerEngine engine() {
            return fake;
        }

        @Override
        public ContainerControl control() {
            return fake;
        }

        @Override
        public ContainerId run(String name, Map<String, String> labels, Behaviour behaviour) {
            var id = fake.run(
                    name,
                    labels.getOrDefault("com.docker.compose.service", name),
                    (behaviour == Behaviour.HOLDS_64_MIB ? 65L : 1L) << 20,
                    (long) behaviour.memoryLimitMib() << 20,
                    Integer.parseInt(labels.getOrDefault("spillway.priority", "50")),
                    care(labels),
                    labels);
            behaviours.put(id, behaviour);
            return id;
        }

        @Override
        public void remove(ContainerId id) {
            fake.remove(id);
        }

        @Override
        public int exitCode(ContainerId id) {
            return behaviours.get(id) == Behaviour.ENDS_ON_TERM ? Behaviour.EXIT_ON_TERM : Behaviour.EXIT_WHEN_KILLED;
        }

        @Override
        public void freeze() {
            fake.become(Health.HUNG);
        }

        @Override
        public void thaw() {
            fake.become(Health.WELL);
        }

        @Override
        public void shutDown() {
            behaviours.keySet().forEach(fake::exit);
            fake.become(Health.DOWN);
        }

        @Override
        public void bringUp() {
            fake.become(Health.WELL);
        }

        private static Care care(Map<String, String> labels) {
            if (labels.containsKey("spillway.protect")) {
                return Care.PROTECTED;
            }
            return labels.containsKey("spillway.stateful") ? Care.STATEFUL : Care.NONE;
        }
    }
}
