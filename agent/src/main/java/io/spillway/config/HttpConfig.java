package io.spillway.config;

import static java.util.Objects.requireNonNull;

/**
 * The HTTP server.
 *
 * @param port 1–65535, or 0 for any free one
 * @param bind a loopback address or {@code localhost}
 */
public record HttpConfig(int port, String bind) {
    public HttpConfig {
        requireNonNull(bind, "bind");
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, but it is " + port);
        }
    }
}
