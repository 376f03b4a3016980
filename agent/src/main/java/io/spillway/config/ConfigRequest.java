package io.spillway.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where to look for the configuration.
 *
 * @param file the file that was named, which must then be there; null for the default places
 * @param settings dotted key to value, in the order in which they were given; {@code port} is short for {@code http.port},
 *     {@code config} names the file where {@code file} is null, and {@code dry-run} needs no value
 * @param settingsName how people know the settings: {@code --set} or {@code agent option}
 * @param environment the whole environment; only {@code SPILLWAY_…} and what other programs use too are looked at
 * @param workingDirectory where {@code ./spillway.yaml} is looked for
 * @param home the user's home
 * @param superuser whether this is root
 */
public record ConfigRequest(
        @Nullable Path file,
        Map<String, String> settings,
        String settingsName,
        Map<String, String> environment,
        Path workingDirectory,
        Path home,
        boolean superuser) {

    public ConfigRequest {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        requireNonNull(settingsName, "settingsName");
        environment = Map.copyOf(environment);
        requireNonNull(workingDirectory, "workingDirectory");
        requireNonNull(home, "home");
    }

    /** With this process's environment, user and directories. */
    public static ConfigRequest ofThisProcess(@Nullable Path file, Map<String, String> settings, String settingsName) {
        return new ConfigRequest(
                file,
                settings,
                settingsName,
                System.getenv(),
                Path.of(System.getProperty("user.dir", "/")),
                home(System.getenv("HOME"), System.getProperty("user.home", "/")),
                "root".equals(System.getProperty("user.name")));
    }

    /** For a user without an entry in the user database Java's answer is {@code ?}: the environment goes first, as in a shell. */
    static Path home(@Nullable String environment, String java) {
        if (environment != null && environment.startsWith("/")) {
            return Path.of(environment);
        }
        return java.startsWith("/") ? Path.of(java) : Path.of("/");
    }

    /** The directory that {@code variable} names; a relative one is invalid by the XDG rules and left aside. */
    Path homeDirectory(String variable, String otherwise) {
        String named = environment.getOrDefault(variable, "");
        return named.startsWith("/") ? Path.of(named) : home.resolve(otherwise);
    }
}
