package io.spillway.plan;

import java.util.Map;
import java.util.Set;

/**
 * What happened to targets before this plan.
 *
 * @param inProgress they are acted on now: not planned again, and what they still hold counts as relief to come
 * @param askedOnly those of them whose server was only asked, so that force may still overtake it
 * @param failedLately acting on them did not help, with the reason: not planned, and nothing is expected of them
 */
public record Underway(Set<Target> inProgress, Set<Target> askedOnly, Map<Target, String> failedLately) {
    public Underway {
        inProgress = Set.copyOf(inProgress);
        askedOnly = Set.copyOf(askedOnly);
        failedLately = Map.copyOf(failedLately);
    }

    boolean isInProgress(Target target) {
        return inProgress.contains(target);
    }

    boolean isAskedOnly(Target target) {
        return askedOnly.contains(target);
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
