package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.assess.Figures;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Asks one source again and again, on an executor, so that a source that hangs holds up nobody: it merely becomes unknown. Polled
 * and read by one thread.
 */
final class SourcePoller<T> {
    private final Supplier<Sensed<T>> source;
    private final Executor executor;
    private final Ticker ticker;
    private final InstantSource clock;
    private final Duration deadline;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Sensed<T> latest;
    private volatile long answeredAtNanos;
    private volatile boolean answeredOnce;

    /** Written before the question, and used by the thread that polls alone. */
    private long askedAtNanos;

    SourcePoller(Supplier<Sensed<T>> source, Executor executor, Ticker ticker, InstantSource clock, Duration deadline) {
        this.source = requireNonNull(source);
        this.executor = requireNonNull(executor);
        this.ticker = requireNonNull(ticker);
        this.clock = requireNonNull(clock);
        this.deadline = requireNonNull(deadline);
        this.latest = Sensed.Unknown.notYetSeen(clock.instant());
    }

    /**
     * Asks, unless an answer is still awaited or the last question is younger than {@code period}. A source that takes long to answer is
     * left alone for half of it.
     */
    void poll(Duration period, Runnable answered) {
        long now = ticker.nanos();
        boolean isDue = now - askedAtNanos >= period.toNanos() && now - answeredAtNanos >= period.toNanos() / 2;
        if (answeredOnce && !isDue) {
            return;
        }
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        askedAtNanos = now;
        try {
            executor.execute(() -> ask(answered));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            // Stopping, or the kernel has no thread left ("unable to create native thread"): the next poll is a new
            // chance.
            asking.set(false);
        }
    }

    private void ask(Runnable answered) {
        Instant asked = clock.instant();
        try {
            latest = asOf(asked, source.get());
        } catch (RuntimeException | LinkageError fault) {
            // A thread begins here: a fault in an adapter makes its source unknown and leaves the others alone.
            latest = new Sensed.Unknown<>("fault: " + fault, clock.instant());
        } finally {
            answeredAtNanos = ticker.nanos();
            answeredOnce = true;
            asking.set(false);
        }
        answered.run();
    }

    /**
     * An answer tells of no later time than that of the question. With its own time, a listing that was made while a container was being
     * stopped would tell after the stop that the container still runs: then nobody would owe it a restart any more.
     */
    private static <T> Sensed<T> asOf(Instant asked, Sensed<T> answer) {
        return answer instanceof Sensed.Known<T> known && known.at().isAfter(asked)
                ? new Sensed.Known<>(known.value(), asked)
                : answer;
    }

    /** The newest answer; unknown while the source is late with the next. */
    Sensed<T> latest() {
        long lateNanos = ticker.nanos() - askedAtNanos;
        if (asking.get() && lateNanos > deadline.toNanos()) {
            return new Sensed.Unknown<>(
                    "has not answered for " + Figures.seconds(lateNanos / 1e9),
                    clock.instant().minusNanos(lateNanos));
        }
        return latest;
    }
}
