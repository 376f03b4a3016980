package io.spillway.sense;

import static java.util.Objects.requireNonNull;

/** A container: the engine's 64-digit id. */
public record ContainerId(String value) {
    public ContainerId {
        requireNonNull(value, "value");
    }
}
