package io.spillway.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * A model server.
 *
 * @param origin an {@link Origin#ASSUMED} one that does not answer is absent, a {@link Origin#CONFIGURED} one is failing
 */
public record RuntimeConfig(RuntimeType type, URI url, Origin origin) {
    public RuntimeConfig {
        requireNonNull(type, "type");
        requireNonNull(url, "url");
        requireNonNull(origin, "origin");
    }
}
