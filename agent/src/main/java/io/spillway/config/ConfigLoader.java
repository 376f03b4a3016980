package io.spillway.config;

import static java.util.stream.Collectors.joining;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads the configuration: the defaults, over them the file, over it the environment's {@code SPILLWAY_…}, over all the settings of
 * the command line or the agent's options. What is stated for one key replaces what was stated for it before, lists as a whole.
 */
public final class ConfigLoader {
    private static final Path SYSTEM_DIRECTORY = Path.of("/etc");

    private ConfigLoader() {}

    /** @throws ConfigException with everything that is wrong */
    public static LoadedConfig load(ConfigRequest request) {
        return load(request, SYSTEM_DIRECTORY);
    }

    static LoadedConfig load(ConfigRequest request, Path systemDirectory) {
        Faults faults = new Faults();
        Schema schema = Schema.of(Keys.ALL);
        Statements statements = new Statements(schema, faults);
        List<String> sources = new ArrayList<>();

        new SettingsSource(statements, faults).readDefaults(schema);
        sources.add(readFile(request, systemDirectory, statements, faults));
        sources.addAll(new EnvironmentSource(statements, faults).read(request.environment()));
        sources.addAll(new SettingsSource(statements, faults).read(schema, request.settingsName(), request.settings()));

        Settings settings = Settings.of(statements, schema, faults);
        new Contradictions(settings, faults).find();
        faults.throwIfAny();
        Assumptions assumptions = new Assumptions(request);
        SpillwayConfig config = new Assembly(settings, assumptions).assemble();
        if (!settings.unread().isEmpty()) {
            throw new IllegalStateException("nothing reads " + settings.unread());
        }
        sources.addAll(assumptions.notes());
        unusedBudget(settings, config).ifPresent(sources::add);
        return new LoadedConfig(config, sources);
    }

    /** The source may stand beside a budget that waits for its turn, but nobody should believe that it is in force. */
    private static Optional<String> unusedBudget(Settings settings, SpillwayConfig config) {
        return settings.find(Keys.HOST_BUDGET)
                .filter(budget -> budget.value().isPresent() && !(config.host() instanceof HostSource.Budget))
                .map(budget -> budget.place() + ": host.budget is not used, since host.source is not budget");
    }

    private static String readFile(ConfigRequest request, Path systemDirectory, Statements statements, Faults faults) {
        List<Path> places = List.of(
                request.workingDirectory().resolve("spillway.yaml"),
                request.homeDirectory("XDG_CONFIG_HOME", ".config").resolve("spillway/spillway.yaml"),
                systemDirectory.resolve("spillway/spillway.yaml"));
        Optional<Path> file = new FileSource(statements, faults).read(named(request, faults), places);
        return file.map(path -> "file " + path)
                .orElseGet(() -> "no file (looked for "
                        + places.stream().map(Path::toString).collect(joining(", ")) + "): the defaults");
    }

    private static @Nullable Path named(ConfigRequest request, Faults faults) {
        if (request.file() != null) {
            return request.file();
        }
        String variable = EnvironmentSource.variable(List.of(Keys.CONFIG));
        Map<String, String> settings = request.settings();
        boolean inSettings = settings.containsKey(Keys.CONFIG);
        String named =
                inSettings ? settings.get(Keys.CONFIG) : request.environment().get(variable);
        if (named == null) {
            return null;
        }
        Place place =
                inSettings ? Place.inSettings(request.settingsName(), Keys.CONFIG) : Place.inEnvironment(variable);
        if (named.isBlank()) {
            faults.add(place, "names no file");
            return null;
        }
        try {
            return request.workingDirectory().resolve(named);
        } catch (InvalidPathException e) {
            faults.add(place, "'" + named + "' is not a path");
            return null;
        }
    }
}
