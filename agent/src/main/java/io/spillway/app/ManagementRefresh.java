package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.guard.Snapshot;
import io.spillway.manage.Management;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the beans of single targets follow the inventory, on a thread of its own. */
final class ManagementRefresh implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ManagementRefresh.class);

    private final Management management;
    private final Supplier<Snapshot> snapshot;
    private final Thread thread = AgentThreads.named("spillway-beans").newThread(this::follow);
    private boolean faultTold;

    ManagementRefresh(Management management, Supplier<Snapshot> snapshot) {
        this.management = requireNonNull(management);
        this.snapshot = requireNonNull(snapshot);
    }

    void start() {
        management.start();
        thread.start();
    }

    private void follow() {
        long seen = -1;
        try {
            while (true) {
                Snapshot now = snapshot.get();
                if (now.counters().slowPasses() != seen) {
                    seen = now.counters().slowPasses();
                    refresh(now);
                }
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread begins here: whatever one refresh meets, the next is a new chance. */
    private void refresh(Snapshot now) {
        try {
            management.refresh(now);
            faultTold = false;
        } catch (RuntimeException | LinkageError fault) {
            if (!faultTold) {
                LOG.warn("jmx=late reason=\"{}\"", fault.toString());
            }
            faultTold = true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PERIOD_MILLIS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        management.close();
    }
}
