package io.spillway.config;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with the configuration.
 *
 * @param place {@code file:line:column}, {@code --set KEY}, {@code agent option KEY} or {@code environment VARIABLE}
 * @param problem what is wrong, and what to write
 */
public record ConfigFault(String place, String problem) {
    public ConfigFault {
        requireNonNull(place, "place");
        requireNonNull(problem, "problem");
    }

    @Override
    public String toString() {
        return place + ": " + problem;
    }
}
