package io.spillway.http;

import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether the guard does its work, with the reasons where it does not. Pure. */
record Health(Status status, List<String> reasons) {
    /** A pass takes place once a second at least; five are missing then. */
    static final Duration FRESH_FOR = Duration.ofSeconds(5);

    /** The words of {@code /health}. */
    enum Status {
        /** The loop runs and every source that there is answers. */
        HEALTHY(200),
        /** The loop runs and sees everything, but was told to do nothing. */
        PAUSED(200),
        /** The loop runs and knows the level, but a source does not answer. */
        DEGRADED(503),
        /** The loop stands still, or cannot tell the level. */
        UNHEALTHY(503);

        private final int httpStatus;

        Status(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        int httpStatus() {
            return httpStatus;
        }
    }

    Health {
        reasons = List.copyOf(reasons);
    }

    static Health of(Snapshot snapshot, Instant now) {
        List<String> reasons = new ArrayList<>();
        boolean blind = false;
        if (!isFresh(snapshot, now)) {
            blind = true;
            reasons.add("the guard has published nothing since " + snapshot.at() + ": its loop hangs or has ended;"
                    + " see Spillway's log, and start it again");
        }
        if (!snapshot.assessment().isKnown()) {
            blind = true;
            reasons.add("the level is unknown: " + reason(snapshot.assessment()));
        }
        boolean lost = false;
        for (SourceHealth source : snapshot.sources()) {
            if (source.state() instanceof Sensed.Unknown<String> unknown) {
                lost = true;
                reasons.add(source.name() + " does not answer since " + unknown.since() + ": " + unknown.reason());
            }
        }
        if (blind) {
            return new Health(Status.UNHEALTHY, reasons);
        }
        if (lost) {
            return new Health(Status.DEGRADED, reasons);
        }
        if (snapshot.mode() == Snapshot.Mode.PAUSED) {
            return new Health(
                    Status.PAUSED, List.of("the guard is paused: it watches and does nothing until 'resume'"));
        }
        return new Health(Status.HEALTHY, List.of());
    }

    /** Whether what the snapshot says can be taken for the present. */
    static boolean isFresh(Snapshot snapshot, Instant now) {
        return !snapshot.at().plus(FRESH_FOR).isBefore(now);
    }

    static String reason(Sensed<?> notKnown) {
        if (notKnown instanceof Sensed.Unknown<?> unknown) {
            return unknown.reason();
        }
        return notKnown instanceof Sensed.Absent<?> absent ? absent.reason() : "";
    }
}
