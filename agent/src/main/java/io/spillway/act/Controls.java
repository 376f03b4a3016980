package io.spillway.act;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.RuntimeId;
import java.util.Map;

/** Everything through which something outside can be changed. */
public record Controls(Map<RuntimeId, ModelControl> models, ContainerControl containers, ProcessControl processes) {
    public Controls {
        models = Map.copyOf(models);
        requireNonNull(containers, "containers");
        requireNonNull(processes, "processes");
    }

    ModelControl of(RuntimeId runtime) throws ChangeRefusedException {
        ModelControl control = models.get(runtime);
        if (control == null) {
            throw new ChangeRefusedException("no control over " + runtime + ": it is not configured");
        }
        return control;
    }
}
