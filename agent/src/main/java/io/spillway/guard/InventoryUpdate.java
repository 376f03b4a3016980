package io.spillway.guard;

import io.spillway.assess.Level;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Landscape;
import io.spillway.plan.Plan;
import java.util.List;
import java.util.Map;

/** What the slow pace hands to the fast one. */
record InventoryUpdate(
        Landscape landscape, Map<Level, Plan> contingencies, List<SourceHealth> sources, Resources resources) {
    InventoryUpdate {
        contingencies = Map.copyOf(contingencies);
        sources = List.copyOf(sources);
    }
}
