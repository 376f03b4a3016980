package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the guard does its work, with the reasons where it does not: the one verdict for all who show it. Pure.
 *
 * @param reasons for people; empty when it is healthy
 */
public record Health(Status status, List<String> reasons) {
    /** The guard publishes once a second at least, also at rest; five are missing then. */
    private static final Duration FRESH_FOR = Duration.ofSeconds(5);

    /** From well to ill. */
    public enum Status {
        /** The loop runs, and every source answers or is certainly absent. */
        HEALTHY,
        /** The loop runs and sees everything, but was told to do nothing. */
        PAUSED,
        /** The loop runs and knows the level, but a source does not answer. */
        DEGRADED,
        /** The loop stands still, or cannot tell the level. */
        UNHEALTHY;

        /** As it is shown: in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether everything is seen, and nothing else happens than the operator wants. */
        public boolean isWell() {
            return this == HEALTHY || this == PAUSED;
        }
    }

    public Health {
        requireNonNull(status, "status");
        reasons = List.copyOf(reasons);
    }

    /** The verdict at {@code now}. */
    public static Health of(Snapshot snapshot, Instant now) {
        List<String> grave = grave(snapshot, now);
        List<String> all = new ArrayList<>(grave);
        if (isFresh(snapshot, now)) {
            all.addAll(light(snapshot));
        }
        if (!grave.isEmpty()) {
            return new Health(Status.UNHEALTHY, all);
        }
        if (!all.isEmpty()) {
            return new Health(Status.DEGRADED, all);
        }
        if (snapshot.mode() == Mode.PAUSED) {
            return new Health(
                    Status.PAUSED, List.of("the guard is paused: it watches and does nothing until 'resume'"));
        }
        return new Health(Status.HEALTHY, List.of());
    }

    /** Whether what the snapshot says can be taken for the present. */
    public static boolean isFresh(Snapshot snapshot, Instant now) {
        return !snapshot.at().plus(FRESH_FOR).isBefore(now);
    }

    private static List<String> grave(Snapshot snapshot, Instant now) {
        List<String> reasons = new ArrayList<>();
        if (!isFresh(snapshot, now)) {
            reasons.add("the guard stands still: it has published nothing since " + snapshot.at()
                    + "; see Spillway's log, and start it again");
        } else if (!snapshot.assessment().isKnown()) {
            reasons.add("memory cannot be read, so the level is unknown: "
                    + snapshot.assessment().whyNotKnown());
        }
        return reasons;
    }

    private static List<String> light(Snapshot snapshot) {
        List<String> reasons = new ArrayList<>();
        if (snapshot.sources().isEmpty()) {
            reasons.add("nothing has been looked at yet");
        }
        for (SourceHealth source : snapshot.sources()) {
            boolean alreadySaid =
                    source.name().equals("memory") && !snapshot.assessment().isKnown();
            if (source.state() instanceof Sensed.Unknown<String> unknown && !alreadySaid) {
                reasons.add(
                        unknown.isNotYetSeen()
                                ? source.name() + " has not been looked at yet"
                                : source.name() + " does not answer since " + unknown.since() + ": "
                                        + unknown.reason());
            }
        }
        return reasons;
    }
}
