package io.spillway.act;

import io.spillway.act.Outcome.Doer;
import io.spillway.plan.Measure;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import java.time.Duration;

/** One try at a measure, from its beginning to its outcome. */
final class Attempt {
    private final Measure measure;
    private final Holdings holdings;
    private final Ticker ticker;
    private final long beganNanos;
    private final Sensed<Long> availableBefore;

    Attempt(Measure measure, Holdings holdings, Ticker ticker) {
        this.measure = measure;
        this.holdings = holdings;
        this.ticker = ticker;
        this.beganNanos = ticker.nanos();
        this.availableBefore = holdings.availableBytes();
    }

    Measure measure() {
        return measure;
    }

    Outcome done(long freedBytes, String detail) {
        return new Outcome.Done(measure, took(), freedBytes, availableChangeBytes(), detail);
    }

    Outcome nothingLeft(String detail) {
        return new Outcome.Done(measure, took(), 0, availableChangeBytes(), detail, Doer.OTHERS);
    }

    Outcome failed(String detail) {
        return new Outcome.Failed(measure, took(), detail);
    }

    Outcome unsettled(String detail) {
        return new Outcome.Unsettled(measure, took(), detail);
    }

    private Duration took() {
        return Duration.ofNanos(ticker.nanos() - beganNanos);
    }

    private long availableChangeBytes() {
        return availableBefore instanceof Sensed.Known<Long> before
                        && holdings.availableBytes() instanceof Sensed.Known<Long> now
                ? now.value() - before.value()
                : 0;
    }
}
