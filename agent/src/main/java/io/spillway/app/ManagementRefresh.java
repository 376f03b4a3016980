package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.guard.Snapshot;
import io.spillway.manage.Management;
import java.util.function.Supplier;

/** Lets the beans of single targets follow the inventory, on a thread of its own. */
final class ManagementRefresh implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;

    private final Management management;
    private final Supplier<Snapshot> snapshot;
    private final Thread thread = AgentThreads.named("spillway-beans").newThread(this::follow);

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
                    management.refresh(now);
                }
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
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
