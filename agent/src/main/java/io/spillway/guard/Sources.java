package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.ContainerEngine;
import io.spillway.sense.ModelRuntime;
import io.spillway.sense.ProcessTable;
import io.spillway.sense.RuntimeId;
import java.util.List;

/** What the slow pace looks at. */
public record Sources(List<ModelRuntime> runtimes, ContainerEngine containers, ProcessTable processes) {
    public Sources {
        runtimes = List.copyOf(runtimes);
        requireNonNull(containers, "containers");
        requireNonNull(processes, "processes");
    }

    /** Of the model servers. */
    List<RuntimeId> ids() {
        return runtimes.stream().map(ModelRuntime::id).toList();
    }
}
