package io.spillway.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where the journal and the thresholds that were changed at run time are kept. */
public record StateConfig(Path directory) {
    public StateConfig {
        requireNonNull(directory, "directory");
    }
}
