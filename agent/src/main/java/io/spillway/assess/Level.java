package io.spillway.assess;

import io.spillway.config.Levels;

/** How high the water stands; in rising order. */
public enum Level {
    NORMAL,
    WARNING,
    CRITICAL,
    EMERGENCY,
    KILL_SWITCH;

    public boolean isAtLeast(Level other) {
        return compareTo(other) >= 0;
    }

    /** Where it begins, in percent of memory used (0–100); 0 for NORMAL. */
    public double thresholdPercent(Levels levels) {
        return switch (this) {
            case NORMAL -> 0;
            case WARNING -> levels.warningPercent();
            case CRITICAL -> levels.criticalPercent();
            case EMERGENCY -> levels.emergencyPercent();
            case KILL_SWITCH -> levels.killSwitchPercent();
        };
    }

    static Level higher(Level one, Level other) {
        return one.isAtLeast(other) ? one : other;
    }

    static Level lower(Level one, Level other) {
        return one.isAtLeast(other) ? other : one;
    }
}
