package io.spillway.manage;

import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.RuntimeState;
import java.util.HashSet;
import java.util.Set;

/** Tells the containers that a model server lives in: by their first process, or by their exact name or Compose service. */
final class ModelServers {
    private final Set<Long> pids = new HashSet<>();
    private final Set<String> types = new HashSet<>();

    ModelServers(Inventory inventory) {
        for (RuntimeState runtime : inventory.runtimes()) {
            pids.addAll(runtime.ownPids());
            types.add(runtime.id().type());
        }
    }

    boolean liveIn(Container container) {
        return types.contains(container.service())
                || types.contains(container.name())
                || container.init().map(init -> pids.contains(init.pid())).orElse(false);
    }
}
