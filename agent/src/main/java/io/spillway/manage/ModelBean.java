package io.spillway.manage;

import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import io.spillway.mbeans.ModelInfo;
import io.spillway.mbeans.ModelMXBean;
import io.spillway.mbeans.OutcomeInfo;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.util.List;

/** One loaded model, found in the newest snapshot; what does not move is as last seen while its server does not answer. */
final class ModelBean implements ModelMXBean {
    private final ModelId id;
    private final Operations operations;
    private volatile Model lastSeen;

    ModelBean(Model model, Operations operations) {
        this.id = model.id();
        this.operations = operations;
        this.lastSeen = model;
    }

    /** Remembers how it looks now, for when its server stops answering. */
    void seen(Model model) {
        lastSeen = model;
    }

    @Override
    public String getRuntime() {
        return id.runtime().toString();
    }

    @Override
    public String getName() {
        return id.name();
    }

    @Override
    public String getState() {
        return row().state();
    }

    @Override
    public long getSizeBytes() {
        return row().sizeBytes();
    }

    @Override
    public long getHostBytes() {
        return row().hostBytes();
    }

    @Override
    public long getParameters() {
        return row().parameters();
    }

    @Override
    public String getQuantizationLevel() {
        return row().quantizationLevel();
    }

    @Override
    public double getIdleSeconds() {
        return row().idleSeconds();
    }

    @Override
    public long getExpiresAt() {
        return row().expiresAt();
    }

    @Override
    public boolean isPinned() {
        return row().pinned();
    }

    @Override
    public boolean isEssential() {
        return row().essential();
    }

    @Override
    public OutcomeInfo unload() {
        return OutcomeRows.of(operations.unload(id.runtime().toString(), id.name()));
    }

    @Override
    public void pin() {
        operations.pin(id.name());
    }

    @Override
    public void unpin() {
        operations.unpin(id.name());
    }

    private ModelInfo row() {
        Snapshot snapshot = operations.snapshot();
        Sensed<List<Model>> models = models(snapshot);
        for (Model model : models.orElse(List.of())) {
            if (model.id().equals(id)) {
                return ModelRows.of(model, snapshot.policy());
            }
        }
        return notSeen(
                ModelRows.of(lastSeen, snapshot.policy()), models instanceof Sensed.Unknown ? "UNKNOWN" : "GONE");
    }

    private Sensed<List<Model>> models(Snapshot snapshot) {
        for (RuntimeState runtime : snapshot.inventory().runtimes()) {
            if (runtime.id().equals(id.runtime())) {
                return runtime.models();
            }
        }
        return new Sensed.Absent<>("no such server");
    }

    private static ModelInfo notSeen(ModelInfo last, String state) {
        return new ModelInfo(
                last.runtime(),
                last.name(),
                state,
                last.sizeBytes(),
                -1,
                last.parameters(),
                last.quantizationLevel(),
                Double.NaN,
                -1,
                last.pinned(),
                last.essential());
    }
}
