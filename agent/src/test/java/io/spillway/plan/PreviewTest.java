package io.spillway.plan;

import static io.spillway.plan.Planning.targets;
import static io.spillway.testing.Assessments.emergency;
import static io.spillway.testing.Assessments.normal;
import static io.spillway.testing.Containers.container;
import static io.spillway.testing.Inventories.inventory;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Policies.policy;
import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spillway.assess.Level;
import io.spillway.testing.Assessments;
import io.spillway.testing.Inventories;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private static final Inventories INVENTORY = inventory()
            .with(model("idle:3b").holding(gib(0.5)).build())
            .with(process("hog", 10).holding(gib(0.5)).build())
            .with(container("web").using(gib(0.5)).build());

    private static Plan preview(Level level, Assessments present) {
        return new Planner()
                .preview(level, present.build(), INVENTORY.build(), policy().build(), Durations.NONE_LEARNT);
    }

    @Test
    void previewsALevelAsIfMemoryStoodAtItsThreshold() {
        Plan plan = preview(Level.WARNING, normal().using(10));

        assertThat(plan.level()).isEqualTo(Level.WARNING);
        assertThat(plan.deficitBytes()).isCloseTo(gib(15 * 0.03), within(10L));
        assertThat(targets(plan)).containsExactly("ollama/idle:3b");
    }

    @Test
    void previewsTheHighestLevelWithAllItsGates() {
        assertThat(targets(preview(Level.KILL_SWITCH, normal()))).containsExactly("ollama/idle:3b", "hog[10]", "web");
    }

    @Test
    void previewsAtThePresentUseWhereThatIsHigher() {
        Plan plan = preview(Level.WARNING, emergency().using(97));

        assertThat(plan.deficitBytes()).isCloseTo(gib(15 * 0.2), within(10L));
    }

    @Test
    void previewsWithAllTheTimeInTheWorld() {
        assertThat(targets(preview(Level.WARNING, normal().exhaustedIn(ofMillis(1)))))
                .containsExactly("ollama/idle:3b");
    }
}
