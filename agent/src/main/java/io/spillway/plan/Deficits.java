package io.spillway.plan;

import io.spillway.assess.Assessment;
import io.spillway.config.Levels;

/**
 * What must become available for each gate, or, where an operator opens the gates, what they aim at. A later gate aims no lower than an earlier one, so that a gate that covers its own
 * deficit covers all that follow: more pressure can then only lengthen a plan.
 *
 * @param unloadBytes to WARNING minus the hysteresis, or what the assessment asks for if that is more
 * @param forceBytes to CRITICAL minus the hysteresis
 * @param killBytes the same
 * @param stopBytes just below CRITICAL
 */
record Deficits(long unloadBytes, long forceBytes, long killBytes, long stopBytes) {
    /** More than any host has. */
    private static final long EVERYTHING = Long.MAX_VALUE / 2;

    static Deficits of(Assessment assessment, Levels levels) {
        long stop = assessment.deficitTo(levels.criticalPercent());
        long force = assessment.deficitTo(levels.criticalPercent() - levels.hysteresisPercent());
        long unload = assessment.deficitTo(levels.warningPercent() - levels.hysteresisPercent());
        // At the threshold itself the level is still CRITICAL: one byte less.
        long below = assessment.reading().usedPercent() >= levels.criticalPercent() ? stop + 1 : stop;
        long forced = Math.max(force, below);
        return new Deficits(Math.max(forced, Math.max(unload, assessment.deficitBytes())), forced, forced, below);
    }

    /** The same, but the gates for models aim at all of them; a program still ends only for a deficit that is real. */
    Deficits forEveryModel() {
        return new Deficits(EVERYTHING, EVERYTHING, killBytes, stopBytes);
    }

    long of(Gate gate) {
        return switch (gate) {
            case RESTORE, MODEL_POLICY, OPERATOR -> 0;
            case UNLOAD_IDLE, UNLOAD_NON_ESSENTIAL -> unloadBytes;
            case FORCE_UNLOAD -> forceBytes;
            case KILL_PROCESSES -> killBytes;
            case STOP_CONTAINERS -> stopBytes;
        };
    }
}
