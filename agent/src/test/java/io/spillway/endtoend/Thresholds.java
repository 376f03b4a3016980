package io.spillway.endtoend;

/** Where the levels begin, in percent of the budget. */
record Thresholds(double warning, double critical, double emergency, double killSwitch) {
    /** For a roomy budget: whatever is used is well below them, or well above the first ones. */
    static final Thresholds CALM = new Thresholds(90, 94, 96, 98);

    static final Thresholds AT_WARNING = new Thresholds(2, 94, 96, 98);
    static final Thresholds AT_CRITICAL = new Thresholds(2, 3, 96, 98);
    static final Thresholds AT_EMERGENCY = new Thresholds(2, 3, 4, 98);

    static Thresholds inBytes(long budget, long warning, long critical, long emergency, long killSwitch) {
        return new Thresholds(
                percent(warning, budget),
                percent(critical, budget),
                percent(emergency, budget),
                percent(killSwitch, budget));
    }

    /** With as many digits as a configuration may have. */
    private static double percent(long part, long whole) {
        return Math.round(10_000.0 * part / whole) / 100.0;
    }
}
