package io.spillway.plan;

import static io.spillway.testing.Assessments.critical;
import static io.spillway.testing.Assessments.emergency;
import static io.spillway.testing.Assessments.normal;
import static io.spillway.testing.Containers.container;
import static io.spillway.testing.Inventories.inventory;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Policies.policy;
import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.assess.Level;
import io.spillway.testing.Assessments;
import io.spillway.testing.Inventories;
import io.spillway.testing.Policies;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForcedTest {
    private final Inventories everything = inventory()
            .with(
                    model("idle:3b").holding(gib(1)).build(),
                    model("busy:3b").holding(gib(1)).busy().build(),
                    model("essential:3b").holding(gib(1)).build(),
                    model("pinned:3b").holding(gib(1)).build())
            .with(process("hog", 4711).holding(gib(2)).build())
            .with(container("redis").using(gib(1)).build());
    private final Policies policies = policy().essential("essential:3b").pinned("pinned:3b");

    @Test
    void atNormalTheGatesOfEmergencyTakeEveryModelAndNothingElse() {
        Plan plan = forced(Level.EMERGENCY, normal());

        assertThat(plan.measures())
                .hasSize(4)
                .allMatch(measure -> measure.target().kind() == Target.Kind.MODEL);
        assertThat(plan.uncoveredBytes()).isZero();
    }

    @Test
    void theGatesOfWarningTakeWhatIsIdleWhateverTheDeficit() {
        assertThat(Planning.targets(forced(Level.WARNING, normal())))
                .containsExactly("ollama/idle:3b", "ollama/essential:3b");
    }

    @Test
    void programsEndOnlyForADeficitThatTheModelsDoNotCover() {
        assertThat(Planning.targets(forced(Level.EMERGENCY, emergency()), Gate.KILL_PROCESSES))
                .isEmpty();
        assertThat(Planning.targets(
                        plan(
                                Level.EMERGENCY,
                                emergency(),
                                inventory()
                                        .with(process("hog", 4711)
                                                .holding(gib(2))
                                                .build())),
                        Gate.KILL_PROCESSES))
                .containsExactly("hog[4711]");
    }

    @Test
    void containersStopOnlyForMemoryThatIsReallyShortWhateverTheLevelIsCalled() {
        Inventories redis = inventory().with(container("redis").using(gib(1)).build());

        assertThat(plan(Level.KILL_SWITCH, critical().using(50), redis).measures())
                .as("a mere hold-down")
                .isEmpty();
        assertThat(Planning.targets(plan(Level.KILL_SWITCH, critical().using(91), redis)))
                .containsExactly("redis");
    }

    private Plan forced(Level level, Assessments present) {
        return plan(level, present, everything);
    }

    private Plan plan(Level level, Assessments present, Inventories inventory) {
        return new Planner()
                .forced(
                        level,
                        present.build(),
                        new Landscape(inventory.build(), policies.build()),
                        Durations.NONE_LEARNT,
                        Set.of(),
                        Map.of());
    }
}
