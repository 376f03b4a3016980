package io.spillway.config;

import io.spillway.config.ContainerLimits.Care;
import io.spillway.config.Settings.Stated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the records from values that are known to be good. */
final class Assembly {
    private final Settings settings;
    private final Assumptions assumptions;

    Assembly(Settings settings, Assumptions assumptions) {
        this.settings = settings;
        this.assumptions = assumptions;
    }

    SpillwayConfig assemble() {
        return new SpillwayConfig(
                host(),
                levels(),
                models(),
                containers(),
                processes(),
                new HttpConfig(settings.value(Keys.PORT), settings.value(Keys.BIND)),
                new AlertsConfig(settings.value(Keys.WEBHOOKS)),
                new StateConfig(settings.value(Keys.STATE_DIRECTORY).orElseGet(assumptions::stateDirectory)),
                settings.value(Keys.DRY_RUN));
    }

    /** A budget that was stated after the source (or alone) is meant to be used. */
    private HostSource host() {
        Stated<Keys.Source> source = settings.find(Keys.HOST_SOURCE).orElseThrow();
        Stated<Optional<Long>> budget = settings.find(Keys.HOST_BUDGET).orElseThrow();
        if (budget.value().isPresent()) {
            boolean later = budget.place().rank().compareTo(source.place().rank()) > 0;
            if (later || source.value() == Keys.Source.BUDGET) {
                return new HostSource.Budget(budget.value().get());
            }
        }
        return source.value() == Keys.Source.CGROUP ? new HostSource.Cgroup() : new HostSource.Machine();
    }

    private Levels levels() {
        return new Levels(
                settings.value(Keys.WARNING),
                settings.value(Keys.CRITICAL),
                settings.value(Keys.EMERGENCY),
                settings.value(Keys.KILL_SWITCH),
                settings.value(Keys.HYSTERESIS),
                settings.value(Keys.HOLD_DOWN));
    }

    private ModelsConfig models() {
        return new ModelsConfig(
                settings.value(Keys.MAX_LOADED),
                settings.value(Keys.KEEP_ALIVE),
                settings.value(Keys.MAX_PARAMETERS),
                settings.value(Keys.ESSENTIAL),
                settings.value(Keys.PINNED),
                settings.value(Keys.RUNTIMES).orElseGet(() -> List.of(assumptions.runtime())));
    }

    private ContainersConfig containers() {
        EngineConfig engine = settings.value(Keys.ENGINE)
                .map(socket -> new EngineConfig(socket, Origin.CONFIGURED))
                .orElseGet(assumptions::engine);
        Map<String, ContainerLimits> limits = new LinkedHashMap<>();
        settings.containers().forEach(name -> limits.put(name, limits(name)));
        return new ContainersConfig(
                engine, limits, settings.value(Keys.STOP_GRACE), settings.value(Keys.STATEFUL_STOP_GRACE));
    }

    private ContainerLimits limits(String name) {
        long memory = settings.value(Keys.LIMIT_MEMORY, name).orElse(0L);
        double cpus = settings.value(Keys.LIMIT_CPUS, name).orElse(0.0);
        // Only our own defaults can be above the limit here, and they give way to a limit that the operator chose.
        long reserved = settings.value(Keys.RESERVED_MEMORY, name).orElse(0L);
        double reservedCpus = settings.value(Keys.RESERVED_CPUS, name).orElse(0.0);
        return new ContainerLimits(
                memory,
                cpus,
                memory > 0 ? Math.min(reserved, memory) : reserved,
                cpus > 0 ? Math.min(reservedCpus, cpus) : reservedCpus,
                settings.value(Keys.PRIORITY, name),
                care(name));
    }

    /** What is never touched need not be stopped gently. */
    private Care care(String name) {
        boolean isProtected = settings.value(Keys.PROTECT, name);
        boolean isStateful = settings.value(Keys.STATEFUL, name);
        return isProtected ? Care.PROTECTED : isStateful ? Care.STATEFUL : Care.NONE;
    }

    private ProcessesConfig processes() {
        return new ProcessesConfig(
                settings.value(Keys.MIN_RSS),
                settings.value(Keys.PROTECTED_PROCESSES),
                new ProcessScope(
                        settings.value(Keys.SCOPE_USERS),
                        settings.value(Keys.SCOPE_CGROUPS),
                        settings.value(Keys.SCOPE_PARENTS)));
    }
}
