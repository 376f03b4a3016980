package io.spillway.plan;

import static java.util.Objects.requireNonNull;

import io.spillway.assess.Level;
import java.util.List;

/**
 * The ordered measures for an assessment, with the reasons: log line, MBean, dry run and tests read this one object.
 *
 * @param deficitBytes what had to become available for the highest open gate
 * @param uncoveredBytes by how much the measures cannot cover it; 0 when they can
 */
public record Plan(
        Level level, long deficitBytes, List<Measure> measures, List<PassedOver> passedOver, long uncoveredBytes) {
    public Plan {
        requireNonNull(level, "level");
        measures = List.copyOf(measures);
        passedOver = List.copyOf(passedOver);
    }

    public static Plan nothing(Level level) {
        return new Plan(level, 0, List.of(), List.of(), 0);
    }

    public long expectedReliefBytes() {
        return measures.stream().mapToLong(Measure::expectedReliefBytes).sum();
    }
}
