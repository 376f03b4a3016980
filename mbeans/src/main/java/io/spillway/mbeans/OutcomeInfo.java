package io.spillway.mbeans;

/**
 * What a measure really did.
 *
 * @param kind of the measure, such as {@code unload-model}
 * @param target what it acted on
 * @param result {@code done}; {@code failed}; {@code unsettled}: it may have happened, the next look at the host tells; {@code dry-run}:
 *     it would have been done
 * @param freedBytes host memory that the target held before and does not hold any more, measured; −1 unless it is done
 * @param tookSeconds from the first call to the settled end
 * @param detail what happened, for people
 */
public record OutcomeInfo(
        String kind, String target, String result, long freedBytes, double tookSeconds, String detail) {}
