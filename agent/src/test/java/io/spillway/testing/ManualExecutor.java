package io.spillway.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs what it is given when the test says so, on the test's thread. */
public final class ManualExecutor implements Executor {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean full;

    /** From now on it rejects everything. */
    public void fill() {
        full = true;
    }

    public void empty() {
        full = false;
    }

    @Override
    public void execute(Runnable task) {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        waiting.add(task);
    }

    public int waiting() {
        return waiting.size();
    }

    /** Runs all that is waiting now. */
    public void runAll() {
        for (int left = waiting.size(); left > 0; left--) {
            waiting.remove().run();
        }
    }
}
