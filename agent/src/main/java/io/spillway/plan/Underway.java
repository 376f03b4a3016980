package io.spillway.plan;

import java.util.Map;
import java.util.Set;

/**
 * What happened to targets before this plan.
 *
 * @param inProgress they are acted on now: not planned again, and what they still hold counts as relief to come
 * @param failedLately acting on them did not help, with the reason: not planned, and nothing is expected of them
 */
record Underway(Set<Target> inProgress, Map<Target, String> failedLately) {
    Underway {
        inProgress = Set.copyOf(inProgress);
        failedLately = Map.copyOf(failedLately);
    }

    boolean isInProgress(Target target) {
        return inProgress.contains(target);
    }

    boolean has(Target.Kind kind) {
        for (Target target : inProgress) {
            if (target.kind() == kind) {
                return true;
            }
        }
        return false;
    }
}
