package io.spillway.boot;

import java.lang.instrument.Instrumentation;

/**
 * Waits until the host has its LogManager, or has had time for it. Some libraries start the JDK's logging when they are loaded; a host
 * that chooses a LogManager of its own in {@code main()} would then have lost it for ever.
 */
final class HostSettled {
    private static final long STEP_MILLIS = 250;
    private static final long LIMIT_MILLIS = 3_000;
    private static final String LOG_MANAGER = "java.util.logging.LogManager";

    private final Instrumentation instrumentation;

    HostSettled(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** False when the end was asked for meanwhile. */
    boolean await(Session session) throws InterruptedException {
        for (long waited = 0; waited < LIMIT_MILLIS; waited += STEP_MILLIS) {
            if (session.endAskedWithin(STEP_MILLIS)) {
                return false;
            }
            if (logManagerIsLoaded()) {
                return true;
            }
        }
        return true;
    }

    private boolean logManagerIsLoaded() {
        // Those of the bootstrap loader only: a large host has tens of thousands of others.
        for (Class<?> loaded : instrumentation.getInitiatedClasses(null)) {
            if (loaded.getName().equals(LOG_MANAGER)) {
                return true;
            }
        }
        return false;
    }
}
