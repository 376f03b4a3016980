package io.spillway.config;

/** Everything that can be configured; an object that exists is valid. */
public record SpillwayConfig(
        HostSource host,
        Levels levels,
        ModelsConfig models,
        ContainersConfig containers,
        ProcessesConfig processes,
        HttpConfig http,
        AlertsConfig alerts,
        StateConfig state,
        boolean dryRun) {}
