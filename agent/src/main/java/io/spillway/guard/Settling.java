package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Outcome;
import io.spillway.assess.Assessment;
import io.spillway.sense.Reading;
import java.time.Duration;

/**
 * A program was ended, and what it held is not to be seen as available yet. Since 6.7 the kernel keeps freed pages in lists of each CPU,
 * which {@code MemAvailable} does not count: on a small host much of what a program had held is missing from it for seconds. Whoever counts the deficit again at once ends twice as much as needed.
 *
 * @param since when it ended
 * @param availableBytes at that moment
 * @param expectedBytes what is available when most of it is back
 */
record Settling(Moment since, long availableBytes, long expectedBytes) {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final double MOST = 0.8;

    /** Others may take so much of all memory meanwhile. */
    private static final double TOLERANCE = 0.005;

    Settling {
        requireNonNull(since, "since");
    }

    static Settling after(Outcome.Done done, long availableBytes, Moment now) {
        // What came back while it was being ended is in it already.
        long back = Math.max(0, done.availableChangeBytes());
        long missing = Math.max(0, (long) (done.freedBytes() * MOST) - back);
        return new Settling(now, availableBytes, availableBytes + missing);
    }

    /** Whether to wait for it: most is not back yet, and memory does not get shorter either. */
    boolean goesOn(Assessment present, Moment now) {
        Reading reading = present.reading();
        return !now.isPast(LONGEST, since)
                && reading.availableBytes() < expectedBytes
                && reading.availableBytes() >= availableBytes - (long) (reading.totalBytes() * TOLERANCE);
    }
}
