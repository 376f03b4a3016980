package io.spillway.record.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A bounded queue whose items are handled in order, in batches, by one task at a time of an executor. */
final class Lane<T> {
    private static final int LARGEST_BATCH = 256;

    private final BlockingQueue<T> queue;
    private final Executor executor;
    private final Consumer<List<T>> handler;

    /** Held by whoever handles the queue. A semaphore, since the thread that takes it is not the one that gives it back. */
    private final Semaphore turn = new Semaphore(1);

    /** {@code handler} must not throw. */
    Lane(int capacity, Executor executor, Consumer<List<T>> handler) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.executor = executor;
        this.handler = handler;
    }

    /** Never blocks; false when the queue is full. */
    boolean offer(T item) {
        return queue.offer(item);
    }

    /** Lets the executor handle what was offered, unless it does so already. */
    void wake() {
        if (!queue.isEmpty() && turn.tryAcquire()) {
            try {
                executor.execute(this::handleAll);
            } catch (RejectedExecutionException e) {
                turn.release(); // shutting down: finish() handles the rest
            }
        }
    }

    private void handleAll() {
        do {
            try {
                drain();
            } finally {
                turn.release();
            }
            // what was offered between the last look and the release woke nobody
        } while (!queue.isEmpty() && turn.tryAcquire());
    }

    private void drain() {
        List<T> batch = new ArrayList<>();
        while (queue.drainTo(batch, LARGEST_BATCH) > 0) {
            handler.accept(List.copyOf(batch));
            batch.clear();
        }
    }

    /** Handles what is left on the calling thread, once a running task has ended; false when that takes longer than {@code patience}. */
    boolean finish(Duration patience) {
        try {
            if (turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                handleAll();
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
