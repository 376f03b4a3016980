package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ContainerControl;
import io.spillway.act.ModelControl;
import io.spillway.act.docker.DockerControl;
import io.spillway.act.ollama.OllamaControl;
import io.spillway.config.RuntimeConfig;
import io.spillway.config.SpillwayConfig;
import io.spillway.guard.Clocks;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.ModelRuntime;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.cgroup.Cgroups;
import io.spillway.sense.docker.DockerEngine;
import io.spillway.sense.ollama.OllamaApi;
import io.spillway.sense.ollama.OllamaRuntime;
import io.spillway.transport.HttpStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The model servers and the container engine, to be read and to be changed. */
record HostView(
        List<ModelRuntime> runtimes,
        Map<RuntimeId, ModelControl> models,
        ContainerEngine containers,
        ContainerControl containerControl) {
    HostView {
        runtimes = List.copyOf(runtimes);
        models = Map.copyOf(models);
        requireNonNull(containers, "containers");
        requireNonNull(containerControl, "containerControl");
    }

    /** As configured; nothing is asked yet, and no library loaded. */
    static HostView of(SpillwayConfig config, HttpStack http, Clocks clocks) {
        List<OllamaApi> servers = new ArrayList<>();
        List<ModelRuntime> runtimes = new ArrayList<>();
        for (RuntimeConfig runtime : config.models().runtimes()) {
            var api = new OllamaApi(runtime, http, clocks.ticker());
            servers.add(api);
            runtimes.add(new OllamaRuntime(api, Places.PROC, clocks.wall(), clocks.ticker()));
        }
        var control = new OllamaControl(servers, clocks.wall(), clocks.ticker());
        Map<RuntimeId, ModelControl> models = new HashMap<>();
        servers.forEach(server -> models.put(server.id(), control));
        return new HostView(runtimes, models, engine(config, http, clocks), engineControl(config, http));
    }

    /** The same with another engine. */
    HostView withEngine(ContainerEngine engine, ContainerControl control) {
        return new HostView(runtimes, models, engine, control);
    }

    private static ContainerEngine engine(SpillwayConfig config, HttpStack http, Clocks clocks) {
        return new DockerEngine(
                http,
                config.containers(),
                Cgroups.at(Places.SYS_FS_CGROUP, clocks.wall(), clocks.ticker()),
                Places.PROC,
                clocks.wall(),
                clocks.ticker());
    }

    private static ContainerControl engineControl(SpillwayConfig config, HttpStack http) {
        return new DockerControl(http, config.containers().engine().socket());
    }
}
