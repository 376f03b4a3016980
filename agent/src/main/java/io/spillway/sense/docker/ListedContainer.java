package io.spillway.sense.docker;

import io.spillway.sense.Container.State;
import io.spillway.sense.ContainerId;
import java.util.Map;

/** A container as the engine's list shows it. */
record ListedContainer(ContainerId id, String name, State state, String status, Map<String, String> labels) {
    private static final String COMPOSE_SERVICE = "com.docker.compose.service";

    ListedContainer {
        labels = Map.copyOf(labels);
    }

    /** The Compose service, or the name where there is none. */
    String service() {
        return labels.getOrDefault(COMPOSE_SERVICE, name);
    }

    /** Whether it can have a first process: a paused one has, and one in a state that we do not know may have. */
    boolean mayLive() {
        return state == State.RUNNING || state == State.PAUSED || state == State.UNKNOWN;
    }
}
