package io.spillway.manage;

import io.spillway.mbeans.InstalledModelInfo;
import io.spillway.mbeans.ModelInfo;
import io.spillway.plan.Policy;
import io.spillway.sense.InstalledModel;
import io.spillway.sense.Model;
import java.time.Instant;
import java.util.Collection;

/** Models as the management interface shows them. */
final class ModelRows {
    private static final String DEFAULT_TAG = ":latest";

    private ModelRows() {}

    static ModelInfo of(Model model, Policy policy) {
        return new ModelInfo(
                model.id().runtime().toString(),
                model.id().name(),
                model.activity().name(),
                model.sizeBytes(),
                model.residentBytes().orElse(-1L),
                model.parameters().orElse(-1L),
                model.quantization(),
                model.idle().map(Seconds::of).orElse(Double.NaN),
                model.expiresAt().map(Instant::toEpochMilli).orElse(-1L),
                isAmong(policy.pinned(), model.id().name()),
                isAmong(policy.models().essential(), model.id().name()));
    }

    static InstalledModelInfo of(InstalledModel model) {
        return new InstalledModelInfo(
                model.id().runtime().toString(),
                model.id().name(),
                model.sizeBytes().orElse(-1L),
                model.parameterSize(),
                model.quantization(),
                model.runsElsewhere());
    }

    /** The operator may leave the default tag out. */
    private static boolean isAmong(Collection<String> names, String name) {
        return names.contains(name)
                || (name.endsWith(DEFAULT_TAG)
                        && names.contains(name.substring(0, name.length() - DEFAULT_TAG.length())));
    }
}
