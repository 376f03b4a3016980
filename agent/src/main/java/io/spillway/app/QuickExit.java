package io.spillway.app;

import static java.util.Objects.requireNonNull;

/**
 * Ends the HTTP server when the host's JVM ends. The JVM waits for threads that are in native code, daemons too, for 300 ms; and the
 * server's dispatcher is always in native code, where it waits for connections.
 */
final class QuickExit implements AutoCloseable {
    private final Thread hook;

    private QuickExit(Thread hook) {
        this.hook = hook;
    }

    /** Until it is closed, {@code server} is closed at the exit of the JVM. */
    static QuickExit of(AutoCloseable server) {
        requireNonNull(server, "server");
        Thread hook = AgentThreads.named("spillway-exit").newThread(() -> end(server));
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // Too late for a hook, and for everything else.
        }
        return new QuickExit(hook);
    }

    private static void end(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception exitingAnyway) {
            // The host ends, and its last words are its own.
        }
    }

    /** Takes the hook away: it would hold our class loader. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // It runs already, or will.
        }
    }
}
