package io.spillway.guard;

import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.sense.Inventory;
import io.spillway.sense.RuntimeState;
import java.util.ArrayList;
import java.util.List;

/** Which sources of an inventory answer. */
final class SourceList {
    private SourceList() {}

    static List<SourceHealth> of(Inventory inventory) {
        List<SourceHealth> sources = new ArrayList<>();
        sources.add(new SourceHealth("processes", inventory.processes().map(all -> all.size() + " processes")));
        sources.add(new SourceHealth("containers", inventory.containers().map(all -> all.size() + " containers")));
        for (RuntimeState runtime : inventory.runtimes()) {
            sources.add(new SourceHealth(
                    runtime.id().toString(), runtime.models().map(all -> all.size() + " models loaded")));
        }
        return List.copyOf(sources);
    }
}
