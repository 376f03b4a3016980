package io.spillway.rehearse;

import io.spillway.sense.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The beat of the show, twenty a second, until it is cut off. */
final class Beat {
    private static final long PERIOD_MILLIS = 50;

    private final Ticker ticker;
    private final CountDownLatch cut;
    private final Runnable eachTime;

    /**
     * @param cut at zero when the show is to end early
     * @param eachTime done at each beat
     */
    Beat(Ticker ticker, CountDownLatch cut, Runnable eachTime) {
        this.ticker = ticker;
        this.cut = cut;
        this.eachTime = eachTime;
    }

    /** Waits for the condition; answers whether it came true in time. */
    boolean until(BooleanSupplier condition, Duration limit) throws CutOffException, InterruptedException {
        long deadline = ticker.nanos() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (ticker.nanos() - deadline >= 0) {
                return false;
            }
            if (cut.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new CutOffException();
            }
            eachTime.run();
        }
        return true;
    }

    /** Lets the audience look. */
    void rest(Duration length) throws CutOffException, InterruptedException {
        until(() -> false, length);
    }
}
