package io.spillway.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be closed at the end, the last first; what is added after that is closed at once. Thread-safe. */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    <T extends AutoCloseable> T add(T part) {
        synchronized (parts) {
            if (!closed) {
                parts.addLast(part);
                return part;
            }
        }
        close(part);
        return part;
    }

    @Override
    public void close() {
        AutoCloseable last = last();
        while (last != null) {
            close(last);
            last = last();
        }
    }

    private @Nullable AutoCloseable last() {
        synchronized (parts) {
            closed = true;
            return parts.pollLast();
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception stubborn) {
            // Whatever one part says, the others must be closed too.
            LOG.warn("close=failed part={} reason=\"{}\"", part.getClass().getSimpleName(), stubborn.toString());
        }
    }
}
