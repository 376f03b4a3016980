package io.spillway.rehearse;

/**
 * Whether something that the show is to show came to pass.
 *
 * @param what in words that are right for both
 */
record StepResult(String what, Fate fate) {
    /** How it went. */
    enum Fate {
        HAPPENED,
        MISSED
    }

    static StepResult of(String what, boolean happened) {
        return new StepResult(what, happened ? Fate.HAPPENED : Fate.MISSED);
    }

    boolean happened() {
        return fate == Fate.HAPPENED;
    }
}
