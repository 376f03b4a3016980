package io.spillway.testing;

import io.spillway.assess.Assessment;
import io.spillway.assess.History;
import io.spillway.assess.Level;
import io.spillway.assess.Signal;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.config.ContainersConfig;
import io.spillway.config.EngineConfig;
import io.spillway.config.Levels;
import io.spillway.config.ModelsConfig;
import io.spillway.config.Origin;
import io.spillway.config.ProcessScope;
import io.spillway.config.ProcessesConfig;
import io.spillway.config.RuntimeConfig;
import io.spillway.config.RuntimeType;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Counters;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Plan;
import io.spillway.plan.Policy;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerId;
import io.spillway.sense.InstalledModel;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.Pressure;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Reading;
import io.spillway.sense.Refaults;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds snapshots: {@code Snapshots.normal().withModels(…).build()}. Everything that is not said is as on a quiet 16 GiB host. */
public final class Snapshots {
    public static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");
    public static final RuntimeId OLLAMA = new RuntimeId("ollama", "http://127.0.0.1:11434");
    public static final long GIB = 1L << 30;

    private static final long TOTAL_BYTES = 16 * GIB;

    private Instant at = AT;
    private Level level = Level.NORMAL;
    private long availableBytes = 10 * GIB;
    private long swapUsedBytes;
    private double secondsToExhaustion = Double.POSITIVE_INFINITY;
    private Sensed<Refaults> refaults = known(new Refaults(0));
    private Sensed<Pressure> pressure = known(new Pressure(1.5, 0.5, 1000, 500));
    private List<Signal> signals = List.of();
    private String memoryFault = "";
    private Sensed<List<Model>> models = known(List.of());
    private Sensed<List<InstalledModel>> installed = known(List.of());
    private boolean lookedAtServers = true;
    private Sensed<List<Container>> containers = known(List.of());
    private Levels levels = Levels.DEFAULTS;
    private Set<String> pinned = Set.of();
    private Map<Level, Plan> contingencies = contingencies();
    private final Map<String, String> owed = new LinkedHashMap<>();
    private final List<SourceHealth> sources = new ArrayList<>();
    private Counters counters = new Counters(100, 250_000, 10, Map.of("unload-model", 3L), 1, 2 * GIB);
    private Mode mode = Mode.ACTING;

    private Snapshots() {}

    /** Everything answers, nothing is loaded, nothing is owed. */
    public static Snapshots normal() {
        return new Snapshots()
                .withSource("memory", known("host /proc/meminfo"))
                .withSource("containers", known("unix:///var/run/docker.sock"));
    }

    /** Memory cannot be read, neither can anything else. */
    public static Snapshots unknown(String reason) {
        Snapshots snapshots = new Snapshots();
        snapshots.memoryFault = reason;
        snapshots.models = unknownSince(reason);
        snapshots.containers = unknownSince(reason);
        snapshots.counters = Counters.ZERO;
        return snapshots.withSource("memory", unknownSince(reason));
    }

    public static <T> Sensed<T> known(T value) {
        return new Sensed.Known<>(value, AT);
    }

    public static <T> Sensed<T> unknownSince(String reason) {
        return new Sensed.Unknown<>(reason, AT);
    }

    /** An idle model whose runner was measured. */
    public static Model model(String name, long residentBytes) {
        return model(name, known(residentBytes));
    }

    public static Model model(String name, Sensed<Long> residentBytes) {
        return new Model(
                new ModelId(OLLAMA, name),
                "sha256-1",
                3 * GIB,
                0,
                residentBytes,
                residentBytes,
                known(3_090_000_000L),
                "Q4_K_M",
                known(AT.plusSeconds(20)),
                known(Duration.ofSeconds(10)),
                Model.Activity.IDLE,
                known(new ProcessRef(4242, 1)));
    }

    public static Container container(String name, long usageBytes) {
        return container(name, Container.State.RUNNING, known(usageBytes), Care.NONE);
    }

    public static Container container(String name, Container.State state, Sensed<Long> usageBytes, Care care) {
        return new Container(
                new ContainerId("0123456789ab-" + name),
                name,
                name,
                state,
                "Up 2 hours",
                usageBytes,
                GIB,
                1.5,
                known(37.5),
                40,
                care,
                Map.of(),
                known(new ProcessRef(1000, 1)),
                "/docker/" + name);
    }

    public Snapshots withAt(Instant instant) {
        at = instant;
        return this;
    }

    public Snapshots withLevel(Level now, Signal... reasons) {
        level = now;
        signals = List.of(reasons);
        return this;
    }

    public Snapshots withAvailableBytes(long bytes) {
        availableBytes = bytes;
        return this;
    }

    public Snapshots withSwapUsedBytes(long bytes) {
        swapUsedBytes = bytes;
        return this;
    }

    public Snapshots withSecondsToExhaustion(double seconds) {
        secondsToExhaustion = seconds;
        return this;
    }

    public Snapshots withRefaults(Sensed<Refaults> counter) {
        refaults = counter;
        return this;
    }

    public Snapshots withPressure(Sensed<Pressure> stalls) {
        pressure = stalls;
        return this;
    }

    public Snapshots withModels(Model... loaded) {
        models = known(List.of(loaded));
        return withSource(OLLAMA.toString(), known("answers"));
    }

    public Snapshots withModels(Sensed<List<Model>> loaded) {
        models = loaded;
        return this;
    }

    public Snapshots withInstalled(Sensed<List<InstalledModel>> onDisk) {
        installed = onDisk;
        return this;
    }

    /** No model server has been looked at yet. */
    public Snapshots withoutLookAtServers() {
        lookedAtServers = false;
        return this;
    }

    public Snapshots withContainers(Container... present) {
        containers = known(List.of(present));
        return this;
    }

    public Snapshots withContainers(Sensed<List<Container>> present) {
        containers = present;
        return this;
    }

    public Snapshots withLevels(Levels thresholds) {
        levels = thresholds;
        return this;
    }

    public Snapshots withPinned(String... names) {
        pinned = Set.of(names);
        return this;
    }

    public Snapshots withContingencies(Map<Level, Plan> plans) {
        contingencies = plans;
        return this;
    }

    public Snapshots withOwed(String target, String what) {
        owed.put(target, what);
        return this;
    }

    public Snapshots withSource(String name, Sensed<String> state) {
        sources.add(new SourceHealth(name, state));
        return this;
    }

    public Snapshots withoutSources() {
        sources.clear();
        return this;
    }

    public Snapshots withMode(Mode now) {
        mode = now;
        return this;
    }

    public Snapshot build() {
        return new Snapshot(
                at,
                memoryFault.isEmpty() ? known(assessment()) : unknownSince(memoryFault),
                AT.minusSeconds(60),
                new Inventory(runtimes(), containers, known(List.of()), List.of()),
                policy(),
                Plan.nothing(level),
                contingencies,
                owed,
                List.of("unload-model ollama/llama3.2:3b"),
                sources,
                new Resources(12.5, 4, 61.0),
                counters,
                mode);
    }

    private List<RuntimeState> runtimes() {
        return lookedAtServers ? List.of(new RuntimeState(OLLAMA, models, installed, List.of(4000L))) : List.of();
    }

    private Assessment assessment() {
        Reading reading = new Reading(0, TOTAL_BYTES, availableBytes, 2 * GIB, swapUsedBytes, pressure, refaults);
        return new Assessment(level, 0, signals, reading, 0, 1e6, secondsToExhaustion, History.NONE);
    }

    private Policy policy() {
        return new Policy(
                levels,
                new ModelsConfig(
                        1,
                        Duration.ofSeconds(30),
                        3_500_000_000L,
                        List.of("qwen2.5:3b"),
                        List.of(),
                        List.of(new RuntimeConfig(RuntimeType.OLLAMA, URI.create(OLLAMA.address()), Origin.ASSUMED))),
                pinned,
                new ContainersConfig(
                        new EngineConfig(Path.of("/var/run/docker.sock"), Origin.ASSUMED),
                        Map.of(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60)),
                new ProcessesConfig(256L << 20, List.of(), ProcessScope.NONE),
                Policy.Reach.MACHINE);
    }

    private static Map<Level, Plan> contingencies() {
        Map<Level, Plan> plans = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            plans.put(level, Plan.nothing(level));
        }
        return plans;
    }
}
