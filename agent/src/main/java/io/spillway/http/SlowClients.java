package io.spillway.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off clients that send their request or take their answer too slowly, so that they give their worker back. The JDK's server has
 * limits of its own ({@code sun.net.httpserver.maxReqTime}), but they hold for every server of a JVM, the host's too, and count the
 * time of an action as the client's.
 */
final class SlowClients {
    private static final ThreadLocal<@Nullable Turn> CURRENT = new ThreadLocal<>();

    private final Patience patience;
    private final ScheduledThreadPoolExecutor timer;

    SlowClients(Patience patience, ThreadFactory threads) {
        this.patience = patience;
        this.timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** The executor for the JDK's server, which hands it a request as soon as its first byte is there. */
    Executor watching(Executor workers) {
        return exchange -> {
            Turn turn = new Turn(exchange);
            turn.allow(patience.request());
            try {
                workers.execute(turn);
            } catch (RejectedExecutionException e) {
                turn.allowAny();
                throw e;
            }
        };
    }

    /** The request of the calling worker is there: its action may take its time. */
    void received() throws IOException {
        Turn turn = CURRENT.get();
        if (turn != null && !turn.received()) {
            throw new IOException("the client took too long to send its request");
        }
    }

    /** The answer of the calling worker is there. What is refused before its body came gets no more time to send it. */
    void answering() {
        Turn turn = CURRENT.get();
        if (turn != null && turn.received) {
            turn.allow(patience.answer());
        }
    }

    void close() {
        timer.shutdownNow();
    }

    private final class Turn implements Runnable {
        private final Runnable exchange;
        private @Nullable ScheduledFuture<?> limit;
        private @Nullable Thread worker;
        private boolean received;
        private boolean cutOff;

        Turn(Runnable exchange) {
            this.exchange = exchange;
        }

        @Override
        public void run() {
            begin();
            CURRENT.set(this);
            try {
                exchange.run();
            } finally {
                CURRENT.remove();
                end();
            }
        }

        synchronized void allow(Duration duration) {
            allowAny();
            try {
                limit = timer.schedule(this::over, duration.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The server is being closed, which cuts off everybody.
                limit = null;
            }
        }

        synchronized void allowAny() {
            if (limit != null) {
                limit.cancel(false);
                limit = null;
            }
        }

        /** Answers whether it was in time. */
        synchronized boolean received() {
            received = true;
            allowAny();
            return !cutOff;
        }

        private synchronized void begin() {
            worker = Thread.currentThread();
            if (limit == null
                    || limit.getDelay(TimeUnit.MILLISECONDS) < patience.start().toMillis()) {
                allow(patience.start());
            }
        }

        private synchronized void end() {
            allowAny();
            worker = null;
            if (cutOff) {
                // So that it does not hit the worker's next request; a worker that is to end finds its pool shut.
                Thread.interrupted();
            }
        }

        /** An interrupt closes the channel that the worker reads or writes. */
        private synchronized void over() {
            if (limit == null) {
                return;
            }
            limit = null;
            if (worker != null) {
                cutOff = true;
                worker.interrupt();
            }
        }
    }
}
