package io.spillway.plan;

import io.spillway.assess.Assessment;
import io.spillway.config.Levels;

/**
 * What must become available for each gate. A later gate aims no lower than an earlier one, so that a gate that covers its own
 * deficit covers all that follow: more pressure can then only lengthen a plan.
 *
 * @param unloadBytes to WARNING minus the hysteresis, or what the assessment asks for if that is more
 * @param forceBytes to CRITICAL minus the hysteresis
 * @param stopBytes just below CRITICAL
 */
record Deficits(long unloadBytes, long forceBytes, long stopBytes) {
    static Deficits of(Assessment assessment, Levels levels) {
        long stop = assessment.deficitTo(levels.criticalPercent());
        long force = assessment.deficitTo(levels.criticalPercent() - levels.hysteresisPercent());
        long unload = assessment.deficitTo(levels.warningPercent() - levels.hysteresisPercent());
        // At the threshold itself the level is still CRITICAL: one byte less.
        long below = assessment.reading().usedPercent() >= levels.criticalPercent() ? stop + 1 : stop;
        long forced = Math.max(force, below);
        return new Deficits(Math.max(forced, Math.max(unload, assessment.deficitBytes())), forced, below);
    }

    long of(Gate gate) {
        return switch (gate) {
            case RESTORE, MODEL_POLICY, OPERATOR -> 0;
            case UNLOAD_IDLE, UNLOAD_NON_ESSENTIAL -> unloadBytes;
            case FORCE_UNLOAD, KILL_PROCESSES -> forceBytes;
            case STOP_CONTAINERS -> stopBytes;
        };
    }
}
