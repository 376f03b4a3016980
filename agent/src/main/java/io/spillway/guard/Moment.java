package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/** A moment in both kinds of time: what has passed since is told by the ticks, for somebody may set the clock. */
record Moment(Instant wall, long nanos) {
    Moment {
        requireNonNull(wall, "wall");
    }

    /** Whether so much has passed since {@code earlier}. */
    boolean isPast(Duration time, Moment earlier) {
        return nanos - earlier.nanos >= time.toNanos();
    }

    Duration since(Moment earlier) {
        return Duration.ofNanos(Math.max(0, nanos - earlier.nanos));
    }
}
