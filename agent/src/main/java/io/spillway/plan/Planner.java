package io.spillway.plan;

import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.config.Levels;
import io.spillway.sense.Inventory;
import io.spillway.sense.Reading;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the least disruption that is enough: the open gates in their order, in each the candidates in its own order, until what
 * is expected to become available covers the gate's deficit. Pure: the same arguments give the same plan, and the order of the
 * inventory does not matter.
 */
public final class Planner {
    /** The measures for {@code assessment}; {@code inProgress} are targets that are acted on already. */
    public Plan plan(
            Assessment assessment, Inventory inventory, Policy policy, Durations durations, Set<Target> inProgress) {
        return plan(assessment, inventory, policy, durations, inProgress, Map.of());
    }

    /**
     * The same.
     *
     * @param inProgress targets that are acted on already: not planned again, but what they still hold counts as relief to come
     * @param failedLately targets for which a measure failed, with the reason: left out, so that one process that may not be
     *     signalled does not hide all the others
     */
    public Plan plan(
            Assessment assessment,
            Inventory inventory,
            Policy policy,
            Durations durations,
            Set<Target> inProgress,
            Map<Target, String> failedLately) {
        return plan(assessment, new Landscape(inventory, policy), durations, inProgress, failedLately);
    }

    /** The same for a landscape that was made beforehand, which is the larger part of the work. */
    public Plan plan(
            Assessment assessment,
            Landscape landscape,
            Durations durations,
            Set<Target> inProgress,
            Map<Target, String> failedLately) {
        return plan(assessment, landscape, durations, new Underway(inProgress, Set.of(), failedLately));
    }

    /** The same for all that happened before. */
    public Plan plan(Assessment assessment, Landscape landscape, Durations durations, Underway underway) {
        Deficits deficits = Deficits.of(assessment, landscape.policy().levels());
        return plan(assessment, landscape, durations, underway, deficits);
    }

    /**
     * The measures when an operator opens the gates up to {@code level}: every model that they name goes, whatever the deficit;
     * programs end only for a deficit that is really there.
     */
    public Plan forced(
            Level level,
            Assessment present,
            Landscape landscape,
            Durations durations,
            Set<Target> inProgress,
            Map<Target, String> failedLately) {
        Assessment asked = new Assessment(
                level,
                present.sinceNanos(),
                present.signals(),
                present.reading(),
                present.deficitBytes(),
                present.fillRateBytesPerSecond(),
                present.secondsToExhaustion(),
                present.history());
        Deficits real = Deficits.of(asked, landscape.policy().levels());
        return plan(
                asked, landscape, durations, new Underway(inProgress, Set.of(), failedLately), real.forEveryModel());
    }

    private static Plan plan(
            Assessment assessment, Landscape landscape, Durations durations, Underway underway, Deficits deficits) {
        Level level = assessment.level();
        Policy policy = landscape.policy();
        Draft draft = new Draft(level, deficits, underway);
        Expectations expectations = new Expectations(durations);
        TimeLeft timeLeft = TimeLeft.of(assessment.secondsToExhaustion());

        ModelGates models = new ModelGates(
                draft, landscape, expectations, timeLeft, manner(level, deficits), ModelGates.Shortage.of(assessment));
        ProcessGate processes = new ProcessGate(draft, landscape, expectations, timeLeft);
        ContainerGate containers = new ContainerGate(draft, landscape, expectations, timeLeft);
        models.countInProgress();
        processes.countInProgress();
        containers.countInProgress();

        new ModelPolicyGate(draft, models, policy.models()).open(landscape.modelsByUse());
        if (level.isAtLeast(Gate.UNLOAD_IDLE.opensAt())) {
            models.unloadIdle();
        }
        if (level.isAtLeast(Gate.UNLOAD_NON_ESSENTIAL.opensAt())) {
            models.unloadNonEssential();
        }
        if (level.isAtLeast(Gate.FORCE_UNLOAD.opensAt())) {
            models.forceUnload();
            processes.open();
        }
        if (level.isAtLeast(Gate.STOP_CONTAINERS.opensAt())) {
            models.noteWhereTheyLive();
            containers.open();
        }
        return draft.finish(Deficits.of(assessment, policy.levels()).of(highest(level)));
    }

    /** The measures as if the level were {@code level} (used memory at its threshold at least), with all the time in the world. */
    public Plan preview(Level level, Assessment present, Inventory inventory, Policy policy, Durations durations) {
        return preview(level, present, new Landscape(inventory, policy), durations);
    }

    /** The same for a landscape that was made beforehand. */
    public Plan preview(Level level, Assessment present, Landscape landscape, Durations durations) {
        Assessment then = asIfAt(level, present, landscape.policy().levels());
        return plan(then, landscape, durations, Set.of(), Map.of());
    }

    private static Assessment asIfAt(Level level, Assessment present, Levels levels) {
        Reading now = present.reading();
        long threshold = (long) Math.ceil(now.totalBytes() * (level.thresholdPercent(levels) / 100));
        long used = Math.min(now.totalBytes(), Math.max(now.usedBytes(), threshold));
        Reading then = new Reading(
                now.atNanos(),
                now.totalBytes(),
                now.totalBytes() - used,
                now.swapTotalBytes(),
                now.swapUsedBytes(),
                now.pressure(),
                now.refaults());
        return new Assessment(
                level, present.sinceNanos(), List.of(), then, 0, 0, Double.POSITIVE_INFINITY, present.history());
    }

    private static ModelGates.Manner manner(Level level, Deficits deficits) {
        boolean urgent = level.isAtLeast(Level.EMERGENCY) && deficits.of(Gate.FORCE_UNLOAD) > 0;
        return urgent ? ModelGates.Manner.ASK_THEN_END : ModelGates.Manner.ASK;
    }

    private static Gate highest(Level level) {
        return switch (level) {
            case NORMAL -> Gate.MODEL_POLICY;
            case WARNING -> Gate.UNLOAD_IDLE;
            case CRITICAL -> Gate.UNLOAD_NON_ESSENTIAL;
            case EMERGENCY -> Gate.KILL_PROCESSES;
            case KILL_SWITCH -> Gate.STOP_CONTAINERS;
        };
    }
}
