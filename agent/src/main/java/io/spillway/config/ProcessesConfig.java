package io.spillway.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which processes may be ended.
 *
 * @param minRssBytes smaller ones are left alone
 * @param protect exact names ({@code comm} or the file name of the executable) that are never ended
 */
public record ProcessesConfig(long minRssBytes, List<String> protect, ProcessScope scope) {
    public ProcessesConfig {
        protect = List.copyOf(protect);
        requireNonNull(scope, "scope");
        if (minRssBytes < 0) {
            throw new IllegalArgumentException("min-rss must not be negative, but it is " + minRssBytes);
        }
    }
}
