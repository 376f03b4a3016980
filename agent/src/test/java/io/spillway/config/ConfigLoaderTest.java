package io.spillway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.ContainerLimits.Care;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    private Loading loading;

    @BeforeEach
    void begin() {
        loading = Loading.in(folder);
    }

    @Test
    void theDefaultsAreTheFiguresOfTheRequirements() {
        SpillwayConfig config = loading.config();

        assertThat(config.host()).isEqualTo(new HostSource.Machine());
        assertThat(config.levels()).isEqualTo(Levels.DEFAULTS);
        assertThat(config.models())
                .isEqualTo(new ModelsConfig(
                        1,
                        Duration.ofSeconds(30),
                        3_500_000_000L,
                        List.of("qwen2.5:3b"),
                        List.of(),
                        List.of(new RuntimeConfig(
                                RuntimeType.OLLAMA, URI.create("http://127.0.0.1:11434"), Origin.ASSUMED))));
        assertThat(config.containers().engine())
                .isEqualTo(new EngineConfig(Path.of("/var/run/docker.sock"), Origin.ASSUMED));
        assertThat(config.containers().stopGrace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.containers().statefulStopGrace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.processes()).isEqualTo(new ProcessesConfig(256 * MIB, List.of(), ProcessScope.NONE));
        assertThat(config.http()).isEqualTo(new HttpConfig(8523, "127.0.0.1"));
        assertThat(config.alerts().webhooks()).isEmpty();
        assertThat(config.dryRun()).isFalse();
    }

    @Test
    void theDefaultLimitsAreThoseOfTheUsualStack() {
        assertThat(loading.config().containers().limits())
                .containsOnlyKeys("ollama", "postgres", "redis", "chromadb", "backend", "frontend")
                .containsEntry("ollama", new ContainerLimits(6 * GIB, 4, 2 * GIB, 2, 50, Care.NONE))
                .containsEntry("postgres", new ContainerLimits(GIB, 1, 512 * MIB, 0.5, 80, Care.STATEFUL))
                .containsEntry("redis", new ContainerLimits(768 * MIB, 1, 256 * MIB, 0.25, 70, Care.STATEFUL))
                .containsEntry("chromadb", new ContainerLimits(GIB, 1, 512 * MIB, 0.5, 60, Care.STATEFUL))
                .containsEntry("backend", new ContainerLimits(2 * GIB, 2, GIB, 1, 40, Care.NONE))
                .containsEntry("frontend", new ContainerLimits(GIB, 1, 256 * MIB, 0.25, 30, Care.NONE));
    }

    @Test
    void theStateOfRootIsTheSystems() {
        assertThat(loading.asRoot().config().state().directory()).isEqualTo(Path.of("/var/lib/spillway"));
    }

    @Test
    void theStateOfAnotherUserIsInTheHome() {
        assertThat(loading.config().state().directory()).isEqualTo(folder.resolve("home/.local/state/spillway"));
    }

    @Test
    void theStateOfAnotherUserFollowsXdg() {
        assertThat(loading.environment("XDG_STATE_HOME", "/tmp/state")
                        .config()
                        .state()
                        .directory())
                .isEqualTo(Path.of("/tmp/state/spillway"));
    }

    @Test
    void everyKeyOfTheDesignsExampleIsRead() {
        SpillwayConfig config = loading.file("""
                        host:       { source: host, budget: 15GB }          # host | cgroup | budget
                        levels:     { warning: 70, critical: 80, emergency: 85, kill-switch: 90, hysteresis: 2, hold-down: 1m }
                        models:
                          max-loaded: 2
                          keep-alive: 45s
                          max-parameters: 7B
                          essential: [a:1b]
                          pinned: [b:1b]
                          runtimes: [{ type: ollama, url: http://10.0.0.2:11434 }]
                        containers:
                          engine: unix:///run/user/1000/docker.sock
                          limits:
                            mydb: { memory: 1GB, cpus: 1, reservation: { memory: 512MB, cpus: 0.5 }, priority: 80, stateful: true }
                        processes:  { min-rss: 100MB, protect: [x], scope: { users: [u], cgroups: [/c], parents: [17] } }
                        http:       { port: 9000, bind: localhost }
                        alerts:     { webhooks: ["https://example.org/hook"] }
                        state:      { directory: /srv/spillway }
                        dry-run:    true
                        """).config();

        assertThat(config.host()).isEqualTo(new HostSource.Machine());
        assertThat(config.levels()).isEqualTo(new Levels(70, 80, 85, 90, 2, Duration.ofMinutes(1)));
        assertThat(config.models())
                .isEqualTo(new ModelsConfig(
                        2,
                        Duration.ofSeconds(45),
                        7_000_000_000L,
                        List.of("a:1b"),
                        List.of("b:1b"),
                        List.of(new RuntimeConfig(
                                RuntimeType.OLLAMA, URI.create("http://10.0.0.2:11434"), Origin.CONFIGURED))));
        assertThat(config.containers().engine())
                .isEqualTo(new EngineConfig(Path.of("/run/user/1000/docker.sock"), Origin.CONFIGURED));
        assertThat(config.containers().limits())
                .containsEntry("mydb", new ContainerLimits(GIB, 1, 512 * MIB, 0.5, 80, Care.STATEFUL));
        assertThat(config.processes())
                .isEqualTo(new ProcessesConfig(
                        100 * MIB, List.of("x"), new ProcessScope(List.of("u"), List.of("/c"), List.of(17L))));
        assertThat(config.http()).isEqualTo(new HttpConfig(9000, "localhost"));
        assertThat(config.alerts().webhooks()).containsExactly(URI.create("https://example.org/hook"));
        assertThat(config.state().directory()).isEqualTo(Path.of("/srv/spillway"));
        assertThat(config.dryRun()).isTrue();
    }

    @Test
    void laterSourcesWinKeyByKey() {
        SpillwayConfig config = loading.file("levels: { warning: 70, critical: 85, hysteresis: 1 }")
                .environment("SPILLWAY_LEVELS_WARNING", "71")
                .environment("SPILLWAY_LEVELS_CRITICAL", "86")
                .set("levels.critical", "87")
                .config();

        assertThat(config.levels()).isEqualTo(new Levels(71, 87, 95, 98, 1, Duration.ofSeconds(30)));
    }

    @Test
    void theSourcesAreTold() {
        Path file = loading.write("etc/spillway/spillway.yaml", "levels: { warning: 70 }");

        assertThat(loading.environment("SPILLWAY_HTTP_PORT", "9000")
                        .set("alerts.webhooks", "https://example.org/secret")
                        .loaded()
                        .sources())
                .containsExactly("file " + file, "environment SPILLWAY_HTTP_PORT", "--set alerts.webhooks");
    }

    @Test
    void thatThereIsNoFileIsTold() {
        assertThat(loading.loaded().sources())
                .containsExactly("no file (looked for " + folder + "/work/spillway.yaml, " + folder
                        + "/home/.config/spillway/spillway.yaml, " + folder
                        + "/etc/spillway/spillway.yaml): the defaults");
    }

    @Test
    void theFirstOfTheDefaultPlacesIsTaken() {
        loading.write("etc/spillway/spillway.yaml", "http: { port: 3 }");
        assertThat(loading.config().http().port()).isEqualTo(3);

        loading.write("home/.config/spillway/spillway.yaml", "http: { port: 2 }");
        assertThat(loading.config().http().port()).isEqualTo(2);

        loading.write("work/spillway.yaml", "http: { port: 1 }");
        assertThat(loading.config().http().port()).isEqualTo(1);
    }

    @Test
    void theUsersPlaceFollowsXdg() {
        loading.write("xdg/spillway/spillway.yaml", "http: { port: 4 }");

        assertThat(loading.environment("XDG_CONFIG_HOME", folder.resolve("xdg").toString())
                        .config()
                        .http()
                        .port())
                .isEqualTo(4);
    }

    @Test
    void aSettingOrVariableNamesTheFile() {
        loading.write("work/a.yaml", "http: { port: 5 }");
        loading.write("work/b.yaml", "http: { port: 6 }");

        assertThat(loading.environment("SPILLWAY_CONFIG", "a.yaml")
                        .config()
                        .http()
                        .port())
                .isEqualTo(5);
        assertThat(loading.set("config", "b.yaml").config().http().port()).isEqualTo(6);
    }

    @Test
    void shortFormsAreUnderstood() {
        SpillwayConfig config = loading.set("port", "9000").set("dry-run", "").config();

        assertThat(config.http().port()).isEqualTo(9000);
        assertThat(config.dryRun()).isTrue();
    }

    @Test
    void listsAreWrittenWithCommasOrBracketsOutsideOfTheFile() {
        SpillwayConfig config = loading.set("models.essential", "a:1b, b:2b")
                .set("models.pinned", "[c:3b, d:4b]")
                .environment("SPILLWAY_PROCESSES_PROTECT", "x,y")
                .environment("SPILLWAY_MODELS_RUNTIMES", "http://a:11434,http://b:11434")
                .config();

        assertThat(config.models().essential()).containsExactly("a:1b", "b:2b");
        assertThat(config.models().pinned()).containsExactly("c:3b", "d:4b");
        assertThat(config.processes().protect()).containsExactly("x", "y");
        assertThat(config.models().runtimes())
                .extracting(RuntimeConfig::url)
                .containsExactly(URI.create("http://a:11434"), URI.create("http://b:11434"));
    }

    @Test
    void anEmptyListCanBeSet() {
        SpillwayConfig config = loading.file("models: { runtimes: [] }")
                .set("models.essential", "")
                .config();

        assertThat(config.models().essential()).isEmpty();
        assertThat(config.models().runtimes()).isEmpty();
    }

    @Test
    void aWholeSectionCanBeSet() {
        assertThat(loading.set("levels", "{ warning: 60, hysteresis: 5 }")
                        .config()
                        .levels())
                .isEqualTo(new Levels(60, 90, 95, 98, 5, Duration.ofSeconds(30)));
    }

    @Test
    void limitsAreChangedOneByOneAndAddedByName() {
        SpillwayConfig config = loading.file("containers: { limits: { postgres: { memory: 2GB } } }")
                .environment("SPILLWAY_CONTAINERS_LIMITS_POSTGRES_RESERVATION_MEMORY", "1GB")
                .environment("SPILLWAY_CONTAINERS_LIMITS_REDIS_PRIORITY", "99")
                .set("containers.limits.my.app-1.protect", "true")
                .set("containers.limits.my.app-1.reservation.cpus", "0.5")
                .config();

        assertThat(config.containers().limits())
                .hasSize(7)
                .containsEntry("postgres", new ContainerLimits(2 * GIB, 1, GIB, 0.5, 80, Care.STATEFUL))
                .containsEntry("redis", new ContainerLimits(768 * MIB, 1, 256 * MIB, 0.25, 99, Care.STATEFUL))
                .containsEntry("my.app-1", new ContainerLimits(0, 0, 0, 0.5, 50, Care.PROTECTED));
    }

    @Test
    void aDefaultReservationGivesWayToALowerLimit() {
        assertThat(loading.file("containers: { limits: { backend: { memory: 512MB, cpus: 0.5 } } }")
                        .config()
                        .containers()
                        .limits())
                .containsEntry("backend", new ContainerLimits(512 * MIB, 0.5, 512 * MIB, 0.5, 40, Care.NONE));
    }

    @Test
    void aLimitCanBeTakenAway() {
        assertThat(loading.file("containers: { limits: { backend: { memory: none, cpus: none } } }")
                        .config()
                        .containers()
                        .limits())
                .containsEntry("backend", new ContainerLimits(0, 0, GIB, 1, 40, Care.NONE));
    }

    @Test
    void aBudgetIsUsedWhereTheSourceIsBudget() {
        assertThat(loading.file("host: { source: budget, budget: 15GB }")
                        .config()
                        .host())
                .isEqualTo(new HostSource.Budget(15 * GIB));
    }

    @Test
    void aBudgetThatIsStatedLaterThanTheSourceIsUsed() {
        assertThat(loading.file("host: { source: host }")
                        .set("host.budget", "4GB")
                        .config()
                        .host())
                .isEqualTo(new HostSource.Budget(4 * GIB));
    }

    @Test
    void aBudgetThatIsNotUsedIsTold() {
        assertThat(loading.file("host: { source: cgroup, budget: 4GB }")
                        .loaded()
                        .sources())
                .contains(folder + "/test.yaml:1:33: host.budget is not used, since host.source is not budget");
    }

    @Test
    void theCgroupCanBeTheSource() {
        assertThat(loading.file("host: { source: cgroup }").config().host()).isEqualTo(new HostSource.Cgroup());
    }

    @Test
    void anEmptyFileIsTheDefaults() {
        assertThat(loading.file("# nothing\n").config())
                .isEqualTo(Loading.in(folder).config());
        assertThat(loading.file("").config()).isEqualTo(Loading.in(folder).config());
        assertThat(loading.file("levels:\nmodels:\n").config())
                .isEqualTo(Loading.in(folder).config());
    }

    @Test
    void anchorsCanBeUsed() {
        assertThat(loading.file("models: { essential: &names [a:1b], pinned: *names }")
                        .config()
                        .models()
                        .pinned())
                .containsExactly("a:1b");
    }
}
