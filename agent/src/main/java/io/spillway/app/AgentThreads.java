package io.spillway.app;

import io.spillway.act.Waiting;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every thread of the agent: daemons with our class loader as context (libraries look things up there), and with nothing of the
 * host's inherited.
 */
final class AgentThreads {
    private static final Logger LOG = LoggerFactory.getLogger(AgentThreads.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private AgentThreads() {}

    /** Threads of one name. */
    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(null, () -> withOurLoader(task), name, 0, false);
            thread.setDaemon(true);
            // Without one of ours, what ends a thread of ours goes to the host's default handler: many exit there.
            thread.setUncaughtExceptionHandler(AgentThreads::brokeOff);
            return thread;
        };
    }

    /** A bounded pool whose threads end when they are idle, so that at rest there is none. */
    static ExecutorService pool(String name, int threads, int waiting) {
        var pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Looks again and again, every 10 ms. */
    static Waiting waiting() {
        return (condition, limit) -> until(condition, limit);
    }

    private static boolean until(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
        return true;
    }

    private static void brokeOff(Thread thread, Throwable fault) {
        LOG.error("thread={} ended=unexpectedly reason=\"{}\"", thread.getName(), fault, fault);
    }

    private static void withOurLoader(Runnable task) {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(AgentThreads.class.getClassLoader());
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(null);
        }
    }
}
