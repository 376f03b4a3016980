package io.spillway.assess;

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
}
