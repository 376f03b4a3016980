package io.spillway.manage;

import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether Spillway can be relied on.
 *
 * @param status {@code healthy}, {@code degraded} or {@code unhealthy}
 * @param reasons why it is not healthy; empty when it is
 */
record HealthVerdict(String status, List<String> reasons) {
    /** The guard publishes at least once a second; a host that thrashes may hold it up for a while. */
    private static final Duration STANDS_STILL = Duration.ofSeconds(10);

    HealthVerdict {
        reasons = List.copyOf(reasons);
    }

    static HealthVerdict of(Snapshot snapshot, Instant now) {
        List<String> grave = new ArrayList<>();
        List<String> light = new ArrayList<>();
        boolean memoryIsRead = snapshot.assessment().isKnown();
        if (!memoryIsRead) {
            grave.add("memory cannot be read, so the level is unknown: " + SourceRows.reasonOf(snapshot.assessment()));
        }
        Duration age = Duration.between(snapshot.at(), now);
        if (age.compareTo(STANDS_STILL) > 0) {
            grave.add("the guard stands still: it has published nothing for " + age.toSeconds() + " s");
        }
        if (snapshot.sources().isEmpty()) {
            light.add("nothing but memory has been looked at yet");
        }
        for (SourceHealth source : snapshot.sources()) {
            boolean alreadySaid = !memoryIsRead && source.name().equals("memory");
            if (source.state() instanceof Sensed.Unknown<String> unknown && !alreadySaid) {
                light.add(source.name() + " does not answer: " + unknown.reason());
            }
        }
        if (snapshot.mode() == Mode.PAUSED) {
            light.add("the guard is paused: it does nothing until it is resumed");
        }
        String status = grave.isEmpty() ? light.isEmpty() ? "healthy" : "degraded" : "unhealthy";
        grave.addAll(light);
        return new HealthVerdict(status, grave);
    }
}
