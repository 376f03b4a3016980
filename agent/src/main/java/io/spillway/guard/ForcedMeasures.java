package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.plan.Measure;
import io.spillway.plan.Plan;
import io.spillway.plan.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What there is to do when an operator opens the gates, by the newest reading. Used by the guard's thread alone. */
final class ForcedMeasures {
    private final Guard guard;

    ForcedMeasures(Guard guard) {
        this.guard = requireNonNull(guard);
    }

    Assessment requireAssessment() {
        Assessment now = guard.assessment();
        if (now == null) {
            throw new IllegalStateException("memory cannot be read, so nothing can be decided; see Sources");
        }
        return now;
    }

    /** The gates of the present level, at least those of WARNING. */
    List<Measure> optimize() {
        Assessment now = guard.assessment();
        return now == null
                ? List.of()
                : measures(now.level().isAtLeast(Level.WARNING) ? now.level() : Level.WARNING, now);
    }

    /** The gates up to EMERGENCY. */
    List<Measure> emergency() {
        Assessment now = guard.assessment();
        return now == null ? List.of() : measures(Level.EMERGENCY, now);
    }

    /**
     * The first container that has to go, while the level stays at CRITICAL or above. That may be a mere hold-down: a container goes
     * only for memory that is really short.
     */
    List<Measure> nextContainer() {
        Assessment now = guard.assessment();
        if (now == null || !now.level().isAtLeast(Level.CRITICAL)) {
            return List.of();
        }
        return measures(Level.KILL_SWITCH, now).stream()
                .filter(Measure.StopContainer.class::isInstance)
                .limit(1)
                .toList();
    }

    private List<Measure> measures(Level level, Assessment now) {
        Enforcement enforcement = guard.enforcement();
        Plan plan = guard.mind()
                .planner()
                .forced(
                        level,
                        now,
                        guard.landscapeAt(level),
                        guard.mind().durations().get(),
                        enforcement.reallyInProgressTargets(),
                        enforcement.restingTargets());
        return plan.measures();
    }

    /** The last owed restart that was not tried yet, if there is room for it. */
    List<Measure> restore(Predicate<Target> tried, String reason) {
        Assessment now = guard.assessment();
        if (now == null) {
            return List.of();
        }
        return guard
                .enforcement()
                .owed()
                .nextAsked(
                        now,
                        guard.policy().levels(),
                        guard.clocks().now(),
                        owed -> tried.test(Target.container(owed.name())),
                        reason)
                .stream()
                .toList();
    }

    /** What happens already to others than those, for people; empty where nothing does. */
    String underWay(Predicate<Target> known) {
        List<String> parts = new ArrayList<>();
        int count = guard.enforcement().inProgress().size();
        if (count > 0) {
            parts.add(count + " under way already");
        }
        guard.enforcement().restingTargets().forEach((target, why) -> {
            if (!known.test(target)) {
                parts.add(target + ": " + why);
            }
        });
        return String.join("; ", parts);
    }

    /** For people; empty where nothing is owed. */
    String stillOwed() {
        int count = guard.enforcement().owed().all().size();
        return count == 0 ? "" : count + " still owed: there is no room below WARNING, or it did not work";
    }
}
