package io.spillway.manage;

import static java.util.Comparator.comparing;

import io.spillway.config.ModelsConfig;
import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import io.spillway.mbeans.InstalledModelInfo;
import io.spillway.mbeans.ModelInfo;
import io.spillway.mbeans.ModelsMXBean;
import io.spillway.sense.Model;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.util.List;
import java.util.function.Function;

/** All loaded models, and the installed ones. */
final class ModelsBean implements ModelsMXBean {
    private static final String UNKNOWN = "unknown";

    private final Operations operations;

    ModelsBean(Operations operations) {
        this.operations = operations;
    }

    @Override
    public String getState() {
        return stateOf(operations.snapshot());
    }

    private static String stateOf(Snapshot snapshot) {
        return stateOf(snapshot, RuntimeState::models);
    }

    private static String stateOf(Snapshot snapshot, Function<RuntimeState, Sensed<?>> part) {
        List<RuntimeState> runtimes = snapshot.inventory().runtimes();
        boolean notLookedAtYet =
                runtimes.isEmpty() && !snapshot.policy().models().runtimes().isEmpty();
        if (notLookedAtYet || runtimes.stream().map(part).anyMatch(Sensed.Unknown.class::isInstance)) {
            return UNKNOWN;
        }
        return runtimes.stream().map(part).anyMatch(Sensed::isKnown) ? "known" : "absent";
    }

    @Override
    public List<ModelInfo> getModels() {
        Snapshot snapshot = operations.snapshot();
        return snapshot.inventory().models().stream()
                .map(model -> ModelRows.of(model, snapshot.policy()))
                .toList();
    }

    @Override
    public String getInstalledState() {
        return stateOf(operations.snapshot(), RuntimeState::installed);
    }

    @Override
    public List<InstalledModelInfo> getInstalled() {
        return operations.snapshot().inventory().runtimes().stream()
                .flatMap(runtime -> runtime.installed().orElse(List.of()).stream())
                .map(ModelRows::of)
                .sorted(comparing(InstalledModelInfo::runtime).thenComparing(InstalledModelInfo::name))
                .toList();
    }

    @Override
    public int getCount() {
        Snapshot snapshot = operations.snapshot();
        return stateOf(snapshot).equals(UNKNOWN)
                ? -1
                : snapshot.inventory().models().size();
    }

    @Override
    public long getHostBytes() {
        Snapshot snapshot = operations.snapshot();
        List<Model> models = snapshot.inventory().models();
        boolean complete = !stateOf(snapshot).equals(UNKNOWN)
                && models.stream().allMatch(it -> it.residentBytes().isKnown());
        return complete ? models.stream().mapToLong(Model::hostBytes).sum() : -1;
    }

    @Override
    public int getMaxLoaded() {
        return config().maxLoaded();
    }

    @Override
    public double getKeepAliveSeconds() {
        return Seconds.of(config().keepAlive());
    }

    @Override
    public long getMaxParameters() {
        return config().maxParameters();
    }

    @Override
    public List<String> getEssential() {
        return config().essential().stream().sorted().toList();
    }

    @Override
    public List<String> getPinned() {
        return operations.snapshot().policy().pinned().stream().sorted().toList();
    }

    @Override
    public String load(String runtime, String model) {
        return operations.load(
                Argument.text("runtime", runtime, "ollama@http://127.0.0.1:11434"),
                Argument.text("model", model, "qwen2.5:3b"));
    }

    @Override
    public void pin(String model) {
        operations.pin(Argument.text("model", model, "qwen2.5:3b"));
    }

    @Override
    public void unpin(String model) {
        operations.unpin(Argument.text("model", model, "qwen2.5:3b"));
    }

    private ModelsConfig config() {
        return operations.snapshot().policy().models();
    }
}
