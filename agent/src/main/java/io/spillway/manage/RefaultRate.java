package io.spillway.manage;

import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Refaults a second, worked out from the counter between two looks. One thread looks, any thread reads. */
final class RefaultRate {
    private Sensed.@Nullable Known<Refaults> previous;
    private volatile double pagesPerSecond = Double.NaN;

    /** NaN until the counter was read twice, and while it cannot be read. */
    double pagesPerSecond() {
        return pagesPerSecond;
    }

    void look(Sensed<Refaults> refaults) {
        if (!(refaults instanceof Sensed.Known<Refaults> now)) {
            previous = null;
            pagesPerSecond = Double.NaN;
            return;
        }
        Sensed.Known<Refaults> before = previous;
        if (before == null) {
            previous = now;
            return;
        }
        double seconds = Seconds.of(Duration.between(before.at(), now.at()));
        if (seconds == 0) {
            return; // The same reading: it is read less often than we look.
        }
        long pages = now.value().filePages() - before.value().filePages();
        pagesPerSecond = seconds < 0 || pages < 0 ? Double.NaN : pages / seconds;
        previous = now;
    }
}
