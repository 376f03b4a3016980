package io.spillway.plan;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.ContainerId;

/**
 * A container that was stopped and must be started again.
 *
 * @param usageBytes what it used before, and will use again
 */
public record Owed(ContainerId container, String name, long usageBytes) {
    public Owed {
        requireNonNull(container, "container");
        requireNonNull(name, "name");
        if (usageBytes < 0) {
            throw new IllegalArgumentException("negative use of " + name + ": " + usageBytes);
        }
    }
}
