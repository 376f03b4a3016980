package io.spillway.rehearse;

import io.spillway.act.ActException;
import io.spillway.act.ContainerControl;
import io.spillway.act.EngineUnavailableException;
import io.spillway.act.UnsettledException;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.ContainerId;
import io.spillway.sense.Sensed;
import io.spillway.testing.docker.Behaviour;
import io.spillway.testing.docker.ContainerContract;
import io.spillway.testing.docker.ContainerWorld;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The stand-in is an engine by the contract of the real one, with processes in place of containers. */
class StandInEngineTest extends ContainerContract {
    private final StandInWorld world = new StandInWorld();

    @Override
    protected ContainerWorld world() {
        return world;
    }

    @AfterEach
    void end() {
        world.engine.close();
    }

    private static final class StandInWorld implements ContainerWorld {
        private final StandInEngine engine = new StandInEngine(InstantSource.system());
        private final Faulty faulty = new Faulty(engine);

        @Override
        public ContainerEngine engine() {
            return faulty;
        }

        @Override
        public ContainerControl control() {
            return faulty;
        }

        @Override
        public ContainerId run(String name, Map<String, String> labels, Behaviour behaviour) throws IOException {
            String service = labels.getOrDefault("com.docker.compose.service", name);
            int priority = Integer.parseInt(labels.getOrDefault("spillway.priority", "50"));
            long limitBytes = (long) behaviour.memoryLimitMib() << 20;
            return engine.run(new StandInEngine.Service(
                    name, service, priority, care(labels), limitBytes, labels, () -> start(behaviour)));
        }

        private static StandIn start(Behaviour behaviour) throws IOException {
            StandIn process = StandIn.of("sh", new ProcessBuilder("/bin/sh", "-c", script(behaviour)).start());
            process.firstLine();
            return process;
        }

        /** As a container of that behaviour, for a plain process; each ends with its parent. */
        private static String script(Behaviour behaviour) {
            return switch (behaviour) {
                case ENDS_ON_TERM -> "trap 'exit 42' TERM; echo; read line & wait $!; read line";
                case IGNORES_TERM -> "trap '' TERM; echo; read line";
                case HOLDS_64_MIB -> "echo; { head -c 67108864 /dev/zero; read line; } | tail -c 67108864 >/dev/null";
            };
        }

        private static Care care(Map<String, String> labels) {
            if (labels.containsKey("spillway.protect")) {
                return Care.PROTECTED;
            }
            return labels.containsKey("spillway.stateful") ? Care.STATEFUL : Care.NONE;
        }

        @Override
        public void remove(ContainerId id) {
            engine.remove(id);
        }

        @Override
        public int exitCode(ContainerId id) {
            return engine.exitStatus(id);
        }

        @Override
        public void freeze() {
            faulty.health = Health.HUNG;
        }

        @Override
        public void thaw() {
            faulty.health = Health.WELL;
        }

        @Override
        public void shutDown() throws ActException {
            for (Container container : engine.containers().orElse(List.of())) {
                engine.stop(container.id(), Duration.ZERO);
            }
            faulty.health = Health.DOWN;
        }

        @Override
        public void bringUp() {
            faulty.health = Health.WELL;
        }
    }

    private enum Health {
        WELL,
        HUNG,
        DOWN
    }

    /** The stand-in lives in this process and can neither hang nor be down. */
    private static final class Faulty implements ContainerEngine, ContainerControl {
        private final StandInEngine engine;
        private Health health = Health.WELL;

        Faulty(StandInEngine engine) {
            this.engine = engine;
        }

        @Override
        public Sensed<List<Container>> containers() {
            return health == Health.WELL ? engine.containers() : new Sensed.Unknown<>("no answer", Instant.EPOCH);
        }

        @Override
        public void stop(ContainerId container, Duration grace) throws ActException {
            requireHealth();
            engine.stop(container, grace);
        }

        @Override
        public void start(ContainerId container) throws ActException {
            requireHealth();
            engine.start(container);
        }

        private void requireHealth() throws ActException {
            if (health == Health.HUNG) {
                throw new UnsettledException("no answer");
            }
            if (health == Health.DOWN) {
                throw new EngineUnavailableException("down");
            }
        }

        @Override
        public String describe() {
            return engine.describe();
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
