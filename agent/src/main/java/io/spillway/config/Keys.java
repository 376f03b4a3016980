package io.spillway.config;

import static io.spillway.config.Key.list;
import static io.spillway.config.Key.value;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every key there is, with its type and default: whatever reads, checks or shows keys takes them from here. */
final class Keys {
    private static final String NONE = "none";
    private static final String AUTO = "auto";

    private static final ValueType<Double> PERCENT = ValueType.text(Quantities::percent);
    private static final ValueType<Duration> DURATION = ValueType.text(Quantities::duration);
    private static final ValueType<Long> SIZE = ValueType.text(Quantities::bytes);
    private static final ValueType<Double> CPUS = ValueType.text(Quantities::cpus);
    private static final ValueType<Path> SOCKET = ValueType.text(Addresses::unixSocket);
    private static final ValueType<Path> DIRECTORY = ValueType.text(Addresses::directory);
    private static final ValueType<URI> SECRET_URL = ValueType.text(Addresses::secretUrl);
    private static final ValueType<String> LOOPBACK = ValueType.text(Addresses::loopback);
    private static final ValueType<Long> PARAMETERS = ValueType.text(text -> {
        long count = Quantities.count(text);
        if (count < 1) {
            throw new IllegalArgumentException("'" + text + "' lets no model pass: it must be at least 1");
        }
        return count;
    });

    /** What {@code host.source} can be. */
    enum Source {
        HOST,
        CGROUP,
        BUDGET
    }

    static final Key<Source> HOST_SOURCE = value("host.source", Types.choice(Source.class), "host");
    static final Key<Optional<Long>> HOST_BUDGET = value("host.budget", Types.or(NONE, SIZE), NONE);

    static final Key<Double> WARNING = value("levels.warning", PERCENT, "80");
    static final Key<Double> CRITICAL = value("levels.critical", PERCENT, "90");
    static final Key<Double> EMERGENCY = value("levels.emergency", PERCENT, "95");
    static final Key<Double> KILL_SWITCH = value("levels.kill-switch", PERCENT, "98");
    static final Key<Double> HYSTERESIS = value("levels.hysteresis", PERCENT, "3");
    static final Key<Duration> HOLD_DOWN = value("levels.hold-down", DURATION, "30s");

    static final Key<Integer> MAX_LOADED = value("models.max-loaded", Types.integer(1, 1_000), "1");
    static final Key<Duration> KEEP_ALIVE = value("models.keep-alive", DURATION, "30s");
    static final Key<Long> MAX_PARAMETERS = value("models.max-parameters", PARAMETERS, "3.5B");
    static final Key<List<String>> ESSENTIAL = list("models.essential", Types.list(Types.TEXT), "qwen2.5:3b");
    static final Key<List<String>> PINNED = list("models.pinned", Types.list(Types.TEXT), "");
    static final Key<Optional<List<RuntimeConfig>>> RUNTIMES =
            list("models.runtimes", Types.or(AUTO, Types.list(new StatedRuntime())), AUTO);

    static final Key<Optional<Path>> ENGINE = value("containers.engine", Types.or(AUTO, SOCKET), AUTO);

    /** A stop has to help while memory runs out, so less than the engine's own 10 s. */
    static final Key<Duration> STOP_GRACE = value("containers.stop-grace", DURATION, "5s");

    /** A database that is ended while it writes its last checkpoint has to recover at its next start. */
    static final Key<Duration> STATEFUL_STOP_GRACE = value("containers.stateful-stop-grace", DURATION, "30s");

    static final Key<Optional<Long>> LIMIT_MEMORY = value("containers.limits.*.memory", Types.or(NONE, SIZE), NONE);
    static final Key<Optional<Double>> LIMIT_CPUS = value("containers.limits.*.cpus", Types.or(NONE, CPUS), NONE);
    static final Key<Optional<Long>> RESERVED_MEMORY =
            value("containers.limits.*.reservation.memory", Types.or(NONE, SIZE), NONE);
    static final Key<Optional<Double>> RESERVED_CPUS =
            value("containers.limits.*.reservation.cpus", Types.or(NONE, CPUS), NONE);
    static final Key<Integer> PRIORITY = value("containers.limits.*.priority", Types.integer(0, 100), "50");
    static final Key<Boolean> STATEFUL = value("containers.limits.*.stateful", Types.TRUTH, "false");
    static final Key<Boolean> PROTECT = value("containers.limits.*.protect", Types.TRUTH, "false");

    static final Key<Long> MIN_RSS = value("processes.min-rss", SIZE, "256MB");
    static final Key<List<String>> PROTECTED_PROCESSES = list("processes.protect", Types.list(Types.TEXT), "");
    static final Key<List<String>> SCOPE_USERS = list("processes.scope.users", Types.list(Types.TEXT), "");
    static final Key<List<String>> SCOPE_CGROUPS = list("processes.scope.cgroups", Types.list(Types.TEXT), "");
    static final Key<List<Long>> SCOPE_PARENTS = list("processes.scope.parents", Types.list(Types.PID), "");

    static final Key<Integer> PORT = value("http.port", Types.integer(0, 65_535), "8523");
    static final Key<String> BIND = value("http.bind", LOOPBACK, "127.0.0.1");

    static final Key<List<URI>> WEBHOOKS = list("alerts.webhooks", Types.list(SECRET_URL), "");

    static final Key<Optional<Path>> STATE_DIRECTORY = value("state.directory", Types.or(AUTO, DIRECTORY), AUTO);

    static final Key<Boolean> DRY_RUN = value("dry-run", Types.TRUTH, "false");

    static final List<Key<?>> ALL = List.of(
            HOST_SOURCE,
            HOST_BUDGET,
            WARNING,
            CRITICAL,
            EMERGENCY,
            KILL_SWITCH,
            HYSTERESIS,
            HOLD_DOWN,
            MAX_LOADED,
            KEEP_ALIVE,
            MAX_PARAMETERS,
            ESSENTIAL,
            PINNED,
            RUNTIMES,
            ENGINE,
            STOP_GRACE,
            STATEFUL_STOP_GRACE,
            LIMIT_MEMORY,
            LIMIT_CPUS,
            RESERVED_MEMORY,
            RESERVED_CPUS,
            PRIORITY,
            STATEFUL,
            PROTECT,
            MIN_RSS,
            PROTECTED_PROCESSES,
            SCOPE_USERS,
            SCOPE_CGROUPS,
            SCOPE_PARENTS,
            PORT,
            BIND,
            WEBHOOKS,
            STATE_DIRECTORY,
            DRY_RUN);

    /** What a setting, an agent option or an environment variable may be called for short. */
    static final Map<String, String> SHORT_FORMS = Map.of("port", "http.port");

    /** The settings that name the file itself. */
    static final String CONFIG = "config";

    private Keys() {}
}
