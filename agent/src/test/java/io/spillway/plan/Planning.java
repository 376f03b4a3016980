package io.spillway.plan;

import io.spillway.plan.PassedOver.Why;
import io.spillway.testing.Assessments;
import io.spillway.testing.Inventories;
import io.spillway.testing.Policies;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Short ways to plan and to look at the result. */
final class Planning {
    private Planning() {}

    static Plan plan(Assessments assessment, Inventories inventory, Policies policy) {
        return plan(assessment, inventory, policy, Set.of());
    }

    static Plan plan(Assessments assessment, Inventories inventory, Policies policy, Set<Target> inProgress) {
        return new Planner()
                .plan(assessment.build(), inventory.build(), policy.build(), Durations.NONE_LEARNT, inProgress);
    }

    static Plan plan(Assessments assessment, Inventories inventory, Policies policy, Map<Target, String> failedLately) {
        return new Planner()
                .plan(
                        assessment.build(),
                        inventory.build(),
                        policy.build(),
                        Durations.NONE_LEARNT,
                        Set.of(),
                        failedLately);
    }

    /** In order, by the target's name. */
    static List<String> targets(Plan plan) {
        return plan.measures().stream().map(measure -> measure.target().name()).toList();
    }

    /** Of one gate, in order. */
    static List<String> targets(Plan plan, Gate gate) {
        return plan.measures().stream()
                .filter(measure -> measure.gate() == gate)
                .map(measure -> measure.target().name())
                .toList();
    }

    /** {@code name WHY}, of one gate, in order. */
    static List<String> passedOver(Plan plan, Gate gate) {
        return plan.passedOver().stream()
                .filter(passed -> passed.gate() == gate)
                .map(passed -> passed.target().name() + " " + passed.why())
                .toList();
    }

    static boolean isPassedOver(Plan plan, String target, Gate gate, Why why) {
        return passedOver(plan, gate).contains(target + " " + why);
    }
}
