package io.spillway.mbeans;

/**
 * The thresholds of the levels. Each change is checked together with all the others, takes effect at the next pass and is kept across
 * restarts; one that does not fit throws {@link IllegalArgumentException} with all of them in its text. To move several past each other
 * use {@link #change}, which sets all or none.
 */
@Description("The thresholds of the levels; checked together and kept across restarts.")
public interface ThresholdsMXBean {
    /** From here on the level is WARNING: used memory in percent of the total (0–100). */
    @Description("From here on the level is WARNING: used memory in percent of the total (0-100).")
    @Unit("percent")
    double getWarningPercent();

    /** Sets {@link #getWarningPercent()}; above 0 and below critical. */
    void setWarningPercent(double percent);

    /** From here on the level is CRITICAL: used memory in percent of the total (0–100). */
    @Description("From here on the level is CRITICAL: used memory in percent of the total (0-100).")
    @Unit("percent")
    double getCriticalPercent();

    /** Sets {@link #getCriticalPercent()}; between warning and emergency. */
    void setCriticalPercent(double percent);

    /** From here on the level is EMERGENCY: used memory in percent of the total (0–100). */
    @Description("From here on the level is EMERGENCY: used memory in percent of the total (0-100).")
    @Unit("percent")
    double getEmergencyPercent();

    /** Sets {@link #getEmergencyPercent()}; between critical and kill switch. */
    void setEmergencyPercent(double percent);

    /** From here on the level is KILL_SWITCH: used memory in percent of the total (0–100). */
    @Description("From here on the level is KILL_SWITCH: used memory in percent of the total (0-100).")
    @Unit("percent")
    double getKillSwitchPercent();

    /** Sets {@link #getKillSwitchPercent()}; above emergency, at most 100. */
    void setKillSwitchPercent(double percent);

    /** How far below a threshold used memory must fall before the level does, in percent points; at least 0, below warning. */
    @Description("How far below a threshold used memory must fall before the level does, in percent points.")
    @Unit("percent points")
    double getHysteresisPercent();

    /** Sets {@link #getHysteresisPercent()}; at least 0, below warning. */
    void setHysteresisPercent(double percent);

    /** How long used memory must stay that low before the level falls, in seconds; at least 0. */
    @Description("How long used memory must stay that low before the level falls, in seconds.")
    @Unit("seconds")
    double getHoldDownSeconds();

    /** Sets {@link #getHoldDownSeconds()}; 0 to one day. */
    void setHoldDownSeconds(double seconds);

    /**
     * Sets all four thresholds or none: 0 &lt; warning &lt; critical &lt; emergency &lt; kill switch ≤ 100.
     *
     * @param warning in percent (0–100)
     * @param critical in percent (0–100)
     * @param emergency in percent (0–100)
     * @param killSwitch in percent (0–100)
     */
    @Description(
            "Sets all four thresholds or none: 0 < warning < critical < emergency < killSwitch <= 100, in percent.")
    @Impact(Impact.Kind.ACTION)
    void change(
            @Description("From here on WARNING, in percent.") @Unit("percent") double warning,
            @Description("From here on CRITICAL, in percent.") @Unit("percent") double critical,
            @Description("From here on EMERGENCY, in percent.") @Unit("percent") double emergency,
            @Description("From here on KILL_SWITCH, in percent.") @Unit("percent") double killSwitch);

    /** Back to what the configuration says, hysteresis and hold-down too. */
    @Description("Back to what the configuration says, hysteresis and hold-down too.")
    @Impact(Impact.Kind.ACTION)
    void reset();
}
