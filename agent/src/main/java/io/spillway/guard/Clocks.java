package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.Ticker;
import java.time.InstantSource;

/** Both kinds of time. */
public record Clocks(Ticker ticker, InstantSource wall) {
    public Clocks {
        requireNonNull(ticker, "ticker");
        requireNonNull(wall, "wall");
    }

    Moment now() {
        return new Moment(wall.instant(), ticker.nanos());
    }
}
