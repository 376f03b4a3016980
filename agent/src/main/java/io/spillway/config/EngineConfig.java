package io.spillway.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** The container engine, by its unix socket. */
public record EngineConfig(Path socket, Origin origin) {
    public EngineConfig {
        requireNonNull(socket, "socket");
        requireNonNull(origin, "origin");
    }
}
