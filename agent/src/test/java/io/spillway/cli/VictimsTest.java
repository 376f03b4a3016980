package io.spillway.cli;

import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.assess.Level;
import io.spillway.guard.Snapshot;
import io.spillway.plan.Durations;
import io.spillway.plan.Plan;
import io.spillway.plan.Planner;
import io.spillway.sense.Inventory;
import io.spillway.sense.Sensed;
import io.spillway.testing.Assessments;
import io.spillway.testing.Inventories;
import io.spillway.testing.ManualClock;
import io.spillway.testing.Policies;
import io.spillway.testing.Snapshots;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VictimsTest {
    @Test
    void eachIsNamedOnceWithItsOwnerAndCommandLine() {
        Snapshot snapshot = snapshot(Inventories.inventory()
                .with(process("java", 4711).holding(gib(3)).build())
                .build());

        assertThat(Victims.lines(snapshot, ref -> known("alice: java -jar indexer.jar " + ref.pid())))
                .containsExactly(
                        "The programs that would be ended", "  java[4711]  alice: java -jar indexer.jar 4711", "");
    }

    @Test
    void oneThatHasEndedMeanwhileIsSaidToBeUnknown() {
        Snapshot snapshot = snapshot(Inventories.inventory()
                .with(process("java", 4711).holding(gib(3)).build())
                .build());

        assertThat(Victims.lines(snapshot, ref -> new Sensed.Absent<>("no process 4711")))
                .contains("  java[4711]  unknown: no process 4711");
    }

    @Test
    void aLongCommandLineIsCut() {
        Snapshot snapshot = snapshot(Inventories.inventory()
                .with(process("java", 4711).holding(gib(3)).build())
                .build());

        assertThat(Victims.lines(snapshot, ref -> known("x".repeat(1000))))
                .anyMatch(line -> line.endsWith("x…") && line.length() < 130);
    }

    @Test
    void whereNobodyWouldBeEndedNothingIsSaid() {
        assertThat(Victims.lines(snapshot(Inventories.inventory().build()), ref -> known("")))
                .isEmpty();
    }

    private static Snapshot snapshot(Inventory inventory) {
        Map<Level, Plan> plans = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            plans.put(
                    level,
                    new Planner()
                            .preview(
                                    level,
                                    Assessments.normal().build(),
                                    inventory,
                                    Policies.policy().build(),
                                    Durations.NONE_LEARNT));
        }
        return Snapshots.unknown("not asked").withContingencies(plans).build();
    }

    private static Sensed<String> known(String words) {
        return new Sensed.Known<>(words, ManualClock.START);
    }
}
