package io.spillway.testing;

import io.spillway.config.ContainersConfig;
import io.spillway.config.EngineConfig;
import io.spillway.config.Levels;
import io.spillway.config.ModelsConfig;
import io.spillway.config.Origin;
import io.spillway.config.ProcessScope;
import io.spillway.config.ProcessesConfig;
import io.spillway.plan.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds policies; without more, the defaults with so many models allowed that the model policy stays out of the way. */
public final class Policies {
    private int maxLoaded = 1_000_000;
    private Duration keepAlive = Duration.ofDays(1);
    private long maxParameters = 3_500_000_000L;
    private List<String> essential = List.of();
    private Set<String> pinned = Set.of();
    private List<String> protect = List.of();
    private ProcessScope scope = ProcessScope.NONE;
    private long minRssBytes = 256_000_000;
    private Policy.Reach reach = Policy.Reach.MACHINE;
    private Levels levels = Levels.DEFAULTS;
    private Duration stopGrace = Duration.ofSeconds(10);
    private Duration statefulStopGrace = Duration.ofSeconds(30);

    private Policies() {}

    public static Policies policy() {
        return new Policies();
    }

    public Policies maxLoaded(int count) {
        this.maxLoaded = count;
        return this;
    }

    public Policies keepAlive(Duration time) {
        this.keepAlive = time;
        return this;
    }

    public Policies maxParameters(long count) {
        this.maxParameters = count;
        return this;
    }

    public Policies essential(String... names) {
        this.essential = List.of(names);
        return this;
    }

    public Policies pinned(String... names) {
        this.pinned = Set.of(names);
        return this;
    }

    public Policies protect(String... names) {
        this.protect = List.of(names);
        return this;
    }

    public Policies scope(ProcessScope only) {
        this.scope = only;
        return this;
    }

    public Policies minRss(long bytes) {
        this.minRssBytes = bytes;
        return this;
    }

    /** The levels are those of a budget or a cgroup. */
    public Policies onBudget() {
        this.reach = Policy.Reach.SCOPE_ONLY;
        return this;
    }

    public Policies levels(Levels thresholds) {
        this.levels = thresholds;
        return this;
    }

    public Policies stopGrace(Duration grace, Duration stateful) {
        this.stopGrace = grace;
        this.statefulStopGrace = stateful;
        return this;
    }

    public Policy build() {
        return new Policy(
                levels,
                new ModelsConfig(maxLoaded, keepAlive, maxParameters, essential, List.copyOf(pinned), List.of()),
                pinned,
                new ContainersConfig(
                        new EngineConfig(Path.of("/var/run/docker.sock"), Origin.ASSUMED),
                        Map.of(),
                        stopGrace,
                        statefulStopGrace),
                new ProcessesConfig(minRssBytes, protect, scope),
                reach);
    }
}
