package io.spillway.guard;

import io.spillway.assess.Level;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.plan.Durations;
import io.spillway.plan.Landscape;
import io.spillway.plan.Planner;
import io.spillway.plan.Policy;
import io.spillway.sense.Inventory;
import io.spillway.sense.ProcessInfo;
import io.spillway.testing.Assessments;
import io.spillway.testing.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A guard over a host in memory, for benchmarks: what is measured is the pass alone. */
public final class BenchedGuard {
    private static final Policy POLICY = Policies.policy().build();

    private final Rig rig = new Rig(POLICY, Mode.ACTING);

    private BenchedGuard(Landscape landscape) {
        long least = POLICY.processes().minRssBytes();
        for (ProcessInfo process : landscape.inventory().processes().orElse(List.of())) {
            if (process.residentBytes() >= least) {
                rig.processes.run(process);
            }
        }
        rig.guard.update(new InventoryUpdate(landscape, Map.of(), Resources.UNKNOWN));
        rig.pass();
    }

    /** At 50 %, with nothing to do. */
    public static BenchedGuard atRest() {
        return new BenchedGuard(landscape(Inventory.notYetSeen(List.of(), Instant.EPOCH)));
    }

    /** Used memory has just risen to 96 %; the next pass plans and begins. */
    public static BenchedGuard beforeEmergency(Landscape landscape) {
        BenchedGuard guard = new BenchedGuard(landscape);
        guard.rig.host.use(96);
        guard.rig.clock.advance(Duration.ofMinutes(10));
        return guard;
    }

    /** As the slow pace makes it: everything that planning looks up has been looked up once. */
    public static Landscape landscape(Inventory inventory) {
        Landscape landscape = new Landscape(inventory, POLICY);
        for (Level level : Level.values()) {
            new Planner().preview(level, Assessments.normal().build(), landscape, Durations.NONE_LEARNT);
        }
        return landscape;
    }

    public void advance(Duration time) {
        rig.clock.advance(time);
    }

    public long pass() {
        return rig.guard.pass();
    }

    /** How many signals were sent. */
    public int signals() {
        return rig.processes.signals().size();
    }
}
