package io.spillway.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A configuration with where it comes from.
 *
 * @param sources for people: the file, what overrides it, and what of the environment was assumed; values are not repeated
 */
public record LoadedConfig(SpillwayConfig config, List<String> sources) {
    public LoadedConfig {
        requireNonNull(config, "config");
        sources = List.copyOf(sources);
    }
}
