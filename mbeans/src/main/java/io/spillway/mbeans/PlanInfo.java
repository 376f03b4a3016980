package io.spillway.mbeans;

import java.util.List;

/**
 * What would be done, or was: the measures in order, with what was left alone and why.
 *
 * @param level the level that it is for; UNKNOWN where there is no plan because memory has not been read
 * @param deficitBytes what had to become available; −1 where there is no plan
 * @param expectedReliefBytes what all its measures together are expected to free; −1 where there is no plan
 * @param uncoveredBytes by how much the measures cannot cover the deficit, 0 when they can; −1 where there is no plan
 * @param measures in the order in which they would be done
 * @param passedOver what is left alone although its gate is open
 */
public record PlanInfo(
        String level,
        long deficitBytes,
        long expectedReliefBytes,
        long uncoveredBytes,
        List<MeasureInfo> measures,
        List<PassedOverInfo> passedOver) {
    /** Copies the lists. */
    public PlanInfo {
        measures = List.copyOf(measures);
        passedOver = List.copyOf(passedOver);
    }
}
