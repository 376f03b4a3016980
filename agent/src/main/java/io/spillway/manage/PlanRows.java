package io.spillway.manage;

import io.spillway.mbeans.MeasureInfo;
import io.spillway.mbeans.PassedOverInfo;
import io.spillway.mbeans.PlanInfo;
import io.spillway.plan.Measure;
import io.spillway.plan.PassedOver;
import io.spillway.plan.Plan;
import java.util.List;

/** Plans as the management interface shows them. */
final class PlanRows {
    /** There is no plan, because memory has not been read. */
    static final PlanInfo UNKNOWN = new PlanInfo(LevelName.UNKNOWN, -1, -1, -1, List.of(), List.of());

    private PlanRows() {}

    static PlanInfo of(Plan plan) {
        return new PlanInfo(
                plan.level().name(),
                plan.deficitBytes(),
                plan.expectedReliefBytes(),
                plan.uncoveredBytes(),
                plan.measures().stream().map(PlanRows::measure).toList(),
                plan.passedOver().stream().map(PlanRows::passedOver).toList());
    }

    private static MeasureInfo measure(Measure measure) {
        return new MeasureInfo(
                measure.kind(),
                measure.target().toString(),
                measure.gate().name(),
                measure.disruption().name(),
                measure.expectedReliefBytes(),
                Seconds.of(measure.expectedDuration()),
                measure.reason());
    }

    private static PassedOverInfo passedOver(PassedOver passedOver) {
        return new PassedOverInfo(
                passedOver.target().toString(),
                passedOver.gate().name(),
                passedOver.why().name(),
                passedOver.detail());
    }
}
