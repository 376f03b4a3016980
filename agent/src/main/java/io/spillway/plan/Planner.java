package io.spillway.plan;

import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.sense.Inventory;
import java.util.Set;

/** Finds the least disruption that is enough. Pure: the same arguments give the same plan. */
public final class Planner {
    /** The measures for {@code assessment}; {@code inProgress} are targets that are acted on already. */
    public Plan plan(
            Assessment assessment, Inventory inventory, Policy policy, Durations durations, Set<Target> inProgress) {
        return Plan.nothing(assessment.level());
    }

    /** The measures as if the level were {@code level} (used memory at its threshold at least), with all the time in the world. */
    public Plan preview(Level level, Assessment present, Inventory inventory, Policy policy, Durations durations) {
        return Plan.nothing(level);
    }
}
