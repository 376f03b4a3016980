package io.spillway.rehearse;

import io.spillway.config.AlertsConfig;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.config.ContainersConfig;
import io.spillway.config.EngineConfig;
import io.spillway.config.HostSource;
import io.spillway.config.HttpConfig;
import io.spillway.config.Levels;
import io.spillway.config.ModelsConfig;
import io.spillway.config.Origin;
import io.spillway.config.ProcessScope;
import io.spillway.config.ProcessesConfig;
import io.spillway.config.RuntimeConfig;
import io.spillway.config.RuntimeType;
import io.spillway.config.SpillwayConfig;
import io.spillway.config.StateConfig;
import io.spillway.sense.ContainerId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everybody in the show: the stand-ins, and the configuration that makes them the guard's whole scope. */
final class Cast implements AutoCloseable {
    static final String PINNED_MODEL = "qwen2.5:3b";
    static final String IDLE_MODEL = "llama3.2:3b";
    static final String BUSY_MODEL = "qwen2.5-coder:3b";
    static final String LARGE_MODEL = "llama3.1:8b";
    static final String WEB = "web";
    static final String DATABASE = "database";
    static final String VAULT = "vault";
    static final String BYSTANDER = "bystander";
    static final String RUNAWAY = "runaway";

    private static final long PARAMETERS_OF_3B = 3_090_000_000L;
    private static final long PARAMETERS_OF_8B = 8_030_000_000L;
    private static final int MAX_LOADED = 4;
    private static final double FILL_PER_SECOND = 0.15;
    private static final Duration HOLD_DOWN = Duration.ofSeconds(2);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Sizing sizing;
    private final Launcher launcher;
    private final StandInServer server;
    private final StandInEngine engine;
    private final ContainerId web;
    private final ContainerId database;
    private final ContainerId vault;
    private final StandIn bystander;
    private final StandIn webAtFirst;
    private final StandIn databaseAtFirst;
    private final StandIn vaultAtFirst;
    private @Nullable StandIn runaway;

    /** Starts all but the runaway. */
    static Cast assemble(Sizing sizing, Launcher launcher, InstantSource clock) throws IOException {
        return new Cast(sizing, launcher, clock);
    }

    private Cast(Sizing sizing, Launcher launcher, InstantSource clock) throws IOException {
        this.sizing = sizing;
        this.launcher = launcher;
        this.engine = part(new StandInEngine(clock));
        try {
            bystander = part(launcher.holder(BYSTANDER, sizing.bystanderLimitBytes()));
            web = run(WEB, sizing.webBytes(), 20, Care.NONE);
            database = run(DATABASE, sizing.databaseBytes(), 80, Care.STATEFUL);
            vault = run(VAULT, sizing.vaultBytes(), 50, Care.PROTECTED);
            webAtFirst = process(web);
            databaseAtFirst = process(database);
            vaultAtFirst = process(vault);
            server = part(launcher.modelServer(List.of(
                    new ModelOnDisk(PINNED_MODEL, PARAMETERS_OF_3B, sizing.pinnedModelBytes()),
                    new ModelOnDisk(IDLE_MODEL, PARAMETERS_OF_3B, sizing.idleModelBytes()),
                    new ModelOnDisk(BUSY_MODEL, PARAMETERS_OF_3B, sizing.busyModelBytes()),
                    new ModelOnDisk(LARGE_MODEL, PARAMETERS_OF_8B, sizing.largeModelBytes()))));
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private ContainerId run(String name, long bytes, int priority, Care care) throws IOException {
        return engine.run(new StandInEngine.Service(name, name, priority, care, 0, Map.of(), () -> {
            StandIn process = launcher.holder(name, bytes);
            process.hold(bytes, FILL_PER_SECOND * sizing.budgetBytes());
            return process;
        }));
    }

    private StandIn process(ContainerId id) throws IOException {
        StandIn process = engine.process(id);
        if (process == null) {
            throw new IOException("the stand-in for " + id.value() + " ended at once");
        }
        return process;
    }

    /** What makes the stand-ins the whole scope of the guard, and the show's part of memory its whole host. */
    SpillwayConfig configuration(Path state) {
        return new SpillwayConfig(
                new HostSource.Budget(sizing.budgetBytes(), sizing.usedBytes()),
                new Levels(80, 90, 95, 98, 3, HOLD_DOWN),
                new ModelsConfig(
                        MAX_LOADED,
                        Duration.ofMinutes(30),
                        3_500_000_000L,
                        List.of(PINNED_MODEL),
                        List.of(PINNED_MODEL),
                        List.of(new RuntimeConfig(RuntimeType.OLLAMA, server.url(), Origin.CONFIGURED))),
                new ContainersConfig(
                        new EngineConfig(state.resolve("no.sock"), Origin.CONFIGURED),
                        Map.of(),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10)),
                new ProcessesConfig(
                        sizing.minRssBytes(),
                        List.of(BYSTANDER),
                        new ProcessScope(
                                List.of(),
                                List.of(),
                                List.of(ProcessHandle.current().pid()))),
                new HttpConfig(0, "127.0.0.1"),
                new AlertsConfig(List.of()),
                new StateConfig(state),
                false);
    }

    StandIn startRunaway() throws IOException {
        StandIn started = part(launcher.holder(RUNAWAY, sizing.runawayLimitBytes()));
        runaway = started;
        return started;
    }

    StandInServer server() {
        return server;
    }

    StandInEngine engine() {
        return engine;
    }

    StandIn bystander() {
        return bystander;
    }

    /** Whether the services hold what they are to hold. */
    boolean servicesAreUp() {
        return holds(web, sizing.webBytes())
                && holds(database, sizing.databaseBytes())
                && holds(vault, sizing.vaultBytes());
    }

    private boolean holds(ContainerId id, long bytes) {
        StandIn process = engine.process(id);
        return process != null && process.residentBytes() >= bytes * 0.9;
    }

    boolean webRuns() {
        return engine.process(web) != null;
    }

    boolean databaseRuns() {
        return engine.process(database) != null;
    }

    boolean vaultLivedOn() {
        return vaultAtFirst.isAlive();
    }

    /** Who is who, in the order of the table. */
    List<Role> roles() {
        return List.of(
                new Role(LARGE_MODEL, "model, too large"),
                new Role(IDLE_MODEL, "model, idle"),
                new Role(BUSY_MODEL, "model, answering"),
                new Role(PINNED_MODEL, "model, pinned"),
                new Role(RUNAWAY, "process, leaking"),
                new Role(WEB, "service, priority 20"),
                new Role(DATABASE, "service 80, stateful"),
                new Role(VAULT, "service, protected"),
                new Role(BYSTANDER, "process, protected"));
    }

    /** What has become of each role. */
    Map<String, String> present(Story story) {
        Map<String, String> present = new HashMap<>();
        for (String model : List.of(LARGE_MODEL, IDLE_MODEL, BUSY_MODEL, PINNED_MODEL)) {
            present.put(
                    model,
                    story.isLoaded(model) ? story.done(model).isPresent() ? "loaded again" : "loaded" : "unloaded");
        }
        present.put(RUNAWAY, runaway != null && runaway.isAlive() ? "lives" : "gone");
        present.put(WEB, service(webRuns(), webAtFirst));
        present.put(DATABASE, service(databaseRuns(), databaseAtFirst));
        present.put(VAULT, vaultLivedOn() ? "lived" : "ENDED");
        present.put(BYSTANDER, bystander.isAlive() ? "lived" : "ENDED");
        return present;
    }

    private static String service(boolean runs, StandIn atFirst) {
        if (!runs) {
            return "STOPPED";
        }
        return atFirst.isAlive() ? "lived" : "runs again";
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.addFirst(part);
        return part;
    }

    /** Ends everybody. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception stubborn) {
                // The others must be ended all the same; what is left ends with this JVM.
            }
        }
    }
}
