package io.spillway.http;

import io.spillway.assess.Assessment;
import io.spillway.assess.History;
import io.spillway.assess.Level;
import io.spillway.config.ContainerLimits;
import io.spillway.config.ContainersConfig;
import io.spillway.config.EngineConfig;
import io.spillway.config.Levels;
import io.spillway.config.ModelsConfig;
import io.spillway.config.Origin;
import io.spillway.config.ProcessScope;
import io.spillway.config.ProcessesConfig;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Counters;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Plan;
import io.spillway.plan.Policy;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerId;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.Pressure;
import io.spillway.sense.Reading;
import io.spillway.sense.Refaults;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds snapshots of a 16 GiB host. */
final class Snapshots {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final long GIB = 1L << 30;

    private static final RuntimeId OLLAMA = new RuntimeId("ollama", "http://127.0.0.1:11434");

    private final Sensed<Assessment> assessment;
    private Sensed<List<Container>> containers = new Sensed.Absent<>("no socket");
    private Sensed<List<Model>> models = known(List.of());
    private final List<SourceHealth> sources = new ArrayList<>();
    private Resources resources = new Resources(12.5, 4, 40);
    private Mode mode = Mode.ACTING;

    private Snapshots(Sensed<Assessment> assessment) {
        this.assessment = assessment;
        sources.add(new SourceHealth("memory", known("host /proc/meminfo")));
    }

    static <T> Sensed<T> known(T value) {
        return new Sensed.Known<>(value, NOW);
    }

    /** 12 of 16 GiB available. */
    static Snapshots normal() {
        return at(Level.NORMAL, 12 * GIB);
    }

    static Snapshots at(Level level, long availableBytes) {
        Reading reading = new Reading(
                0,
                16 * GIB,
                availableBytes,
                2 * GIB,
                GIB / 4,
                known(new Pressure(1.5, 0.5, 10, 5)),
                known(new Refaults(77)));
        return new Snapshots(
                known(new Assessment(level, 0, List.of(), reading, 123, -5, Double.POSITIVE_INFINITY, History.NONE)));
    }

    static Snapshots blind(String reason) {
        return new Snapshots(new Sensed.Unknown<>(reason, NOW));
    }

    Snapshots source(String name, Sensed<String> state) {
        sources.add(new SourceHealth(name, state));
        return this;
    }

    Snapshots containers(Sensed<List<Container>> those) {
        containers = those;
        return this;
    }

    Snapshots models(Sensed<List<Model>> those) {
        models = those;
        return this;
    }

    Snapshots resources(Resources those) {
        resources = those;
        return this;
    }

    Snapshots mode(Mode that) {
        mode = that;
        return this;
    }

    static Container container(String name, Sensed<Long> usageBytes, long limitBytes) {
        return new Container(
                new ContainerId("0123456789abcdef"),
                name,
                name,
                Container.State.RUNNING,
                "Up 2 hours",
                usageBytes,
                limitBytes,
                1,
                new Sensed.Known<>(37.5, NOW),
                80,
                ContainerLimits.Care.NONE,
                Map.of(),
                new Sensed.Absent<>("not asked"),
                "");
    }

    static Model model(String name) {
        return new Model(
                new ModelId(OLLAMA, name),
                "sha256:1",
                3 * GIB,
                GIB,
                known(2 * GIB),
                known(2 * GIB),
                known(3_090_000_000L),
                "Q4_K_M",
                new Sensed.Unknown<>("not told", NOW),
                known(Duration.ofMillis(12_500)),
                Model.Activity.IDLE,
                new Sensed.Unknown<>("not found", NOW));
    }

    Snapshot build() {
        Policy policy = new Policy(
                Levels.DEFAULTS,
                new ModelsConfig(1, Duration.ofSeconds(30), 3_500_000_000L, List.of(), List.of(), List.of()),
                Set.of(),
                new ContainersConfig(
                        new EngineConfig(Path.of("/nowhere"), Origin.ASSUMED),
                        Map.of(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30)),
                new ProcessesConfig(0, List.of(), ProcessScope.NONE),
                Policy.Reach.MACHINE);
        return new Snapshot(
                NOW,
                assessment,
                NOW.minusSeconds(60),
                new Inventory(
                        List.of(new RuntimeState(OLLAMA, models, List.of())),
                        containers,
                        new Sensed.Absent<>("not looked at yet"),
                        List.of()),
                policy,
                Plan.nothing(Level.NORMAL),
                Map.of(),
                Map.of(),
                List.of(),
                sources,
                resources,
                new Counters(1000, 250_000, 10, Map.of("unload-model", 3L), 1, 5 * GIB),
                mode);
    }
}
