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
        Duration learnt = byTarget.get(kind + " " + target);
        if (learnt != null) {
            return learnt;
        }
        return byKind.getOrDefault(kind, otherwise);
    }
}
