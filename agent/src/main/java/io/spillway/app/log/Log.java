package io.spillway.app.log;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes events from any thread without ever making it wait, and has one thread write them. Before {@link #open} the first events are
 * kept; while the queue is full, events are counted instead.
 */
public final class Log {
    private static final int CAPACITY = 1_024;

    private final BlockingQueue<LogLine> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private volatile InstantSource clock = InstantSource.system();
    private volatile Level threshold = Level.INFO;
    private volatile @Nullable Writer writer;

    Log() {}

    /** The log that all loggers of this class loader write to. */
    public static Log current() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof SpillwayLoggers loggers) {
            return loggers.log();
        }
        throw new IllegalStateException("SLF4J found another provider before ours: " + factory.getClass());
    }

    /**
     * Begins to write.
     *
     * @param level of our own events; libraries are heard from WARN on
     * @param executor runs one task, on a daemon thread, until {@link #close}
     */
    public synchronized void open(LogSink sink, Level level, InstantSource clock, Executor executor) {
        if (writer != null) {
            throw new IllegalStateException("the log is open already: close it first");
        }
        this.clock = clock;
        this.threshold = level;
        Writer opened = new Writer(sink);
        writer = opened;
        executor.execute(opened);
    }

    /** Writes what is waiting, for that time at most, and closes the sink. */
    public synchronized void close(Duration patience) throws InterruptedException {
        Writer closing = writer;
        writer = null;
        if (closing != null) {
            closing.end(patience);
        }
    }

    /** How many events there was no room for, since the last time the log told it. */
    public long dropped() {
        return dropped.get();
    }

    boolean hears(String logger, Level level) {
        // okhttp, docker-java, jolokia and oshi tell at INFO what only their authors need.
        Level from = logger.startsWith("io.spillway") ? threshold : Level.WARN;
        return level.toInt() >= from.toInt();
    }

    void take(Level level, String logger, String message, @Nullable Throwable failure) {
        if (!queue.offer(new LogLine(clock.instant(), level, logger, message, failure))) {
            dropped.incrementAndGet();
        }
    }

    private final class Writer implements Runnable {
        /** Nothing is missed meanwhile: a line wakes the writer, and so does the end. Each look costs power on an idle host. */
        private static final long LOOK_AGAIN_SECONDS = 60;

        private final LogSink sink;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile boolean ending;
        private @Nullable Thread thread;

        Writer(LogSink sink) {
            this.sink = sink;
        }

        @Override
        public void run() {
            synchronized (this) {
                thread = Thread.currentThread();
            }
            try {
                while (!ending || !queue.isEmpty()) {
                    writeNext();
                }
            } finally {
                closeSink();
                synchronized (this) {
                    thread = null;
                }
                done.countDown();
            }
        }

        private void writeNext() {
            LogLine line = next();
            if (line != null) {
                write(line);
            }
            long lost = dropped.get();
            if (lost > 0 && queue.isEmpty()) {
                tellLost(lost);
            }
        }

        private @Nullable LogLine next() {
            try {
                return ending ? queue.poll() : queue.poll(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException nothingMoreToWaitFor) {
                ending = true;
                return queue.poll();
            }
        }

        private void write(LogLine line) {
            try {
                sink.write(line.text());
            } catch (IOException lineIsLost) {
                dropped.incrementAndGet();
            }
        }

        private void tellLost(long lost) {
            String message = "log_events_lost=" + lost + " because they came too fast or could not be written";
            try {
                sink.write(new LogLine(clock.instant(), Level.WARN, Log.class.getName(), message, null).text());
                dropped.addAndGet(-lost);
            } catch (IOException stillCannot) {
                // The count stays, and is told when the sink takes lines again.
            }
        }

        void end(Duration patience) throws InterruptedException {
            ending = true;
            synchronized (this) {
                if (thread != null) {
                    thread.interrupt();
                }
            }
            done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void closeSink() {
            try {
                sink.close();
            } catch (IOException nothingToBeDone) {
                dropped.incrementAndGet();
            }
        }
    }
}
