package io.spillway.plan;

import java.time.Duration;
import java.util.Map;

/**
 * How long measures take: what outcomes taught for a target, else for the kind of measure, else a first guess.
 *
 * @param byTarget key {@code kind + " " + target}
 */
public record Durations(Map<String, Duration> byKind, Map<String, Duration> byTarget) {
    public static final Durations NONE_LEARNT = new Durations(Map.of(), Map.of());

    public Durations {
        byKind = Map.copyOf(byKind);
        byTarget = Map.copyOf(byTarget);
    }

    public Duration of(String kind, Target target, Duration otherwise) {
        return ofTarget(kind, target, byKind.getOrDefault(kind, otherwise));
    }

    /** The same where other targets of the kind say nothing about this one. */
    public Duration ofTarget(String kind, Target target, Duration otherwise) {
        return byTarget.getOrDefault(kind + " " + target, otherwise);
    }
}
