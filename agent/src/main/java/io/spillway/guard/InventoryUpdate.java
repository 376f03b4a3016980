package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.assess.Level;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.plan.Landscape;
import io.spillway.plan.Plan;
import io.spillway.plan.Policy;
import io.spillway.sense.Inventory;
import java.util.Map;

/** What the slow pace hands to the fast one. */
record InventoryUpdate(Landscape landscape, Map<Level, Plan> contingencies, Resources resources) {
    InventoryUpdate {
        requireNonNull(landscape, "landscape");
        contingencies = Map.copyOf(contingencies);
        requireNonNull(resources, "resources");
    }

    Inventory inventory() {
        return landscape.inventory();
    }

    /** The same seen with another policy; what would be done at each level is worked out by the next look. */
    InventoryUpdate with(Policy policy) {
        return landscape.policy().equals(policy)
                ? this
                : new InventoryUpdate(new Landscape(inventory(), policy), contingencies, resources);
    }
}
