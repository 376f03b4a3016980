package io.spillway.mbeans;

import java.util.List;

/** The efficiency targets, each with what is achieved at this moment. What was not measured is unknown, never met. */
@Description("The efficiency targets, each with what is achieved at this moment.")
public interface TargetsMXBean {
    /** One row for each target; memory in bytes, used memory in percent, times in seconds. */
    @Description(
            "One row for each target: bound, what is achieved (NaN where it was not measured), met yes, no or unknown.")
    List<TargetInfo> getTargets();

    /** How many targets are certainly met. */
    @Description("How many targets are certainly met.")
    @Unit("targets")
    int getMet();

    /** How many targets are certainly missed. */
    @Description("How many targets are certainly missed.")
    @Unit("targets")
    int getMissed();

    /** Of how many targets it cannot be told. */
    @Description("Of how many targets it cannot be told.")
    @Unit("targets")
    int getUnknown();
}
