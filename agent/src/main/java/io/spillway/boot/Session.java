package io.spillway.boot;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One life of the agent in this JVM, from the claim of the only place to the end. */
final class Session {
    /** Other programs read here that this JVM has an agent: {@code starting}, or its version and its jar. */
    static final String PROPERTY = "spillway.agent";

    /** The one class inside that boot knows. */
    static final String ENTRY = "io.spillway.app.AgentEntry";

    private static final long LONGEST_START_SECONDS = 30;

    /**
     * Static, and meant so: boot always comes from the first jar that this JVM saw, so the same agent twice and two versions of it
     * both meet here.
     */
    private static final AtomicReference<@Nullable Session> CURRENT = new AtomicReference<>();

    private final @Nullable String rawOptions;
    private final CountDownLatch startOver = new CountDownLatch(1);
    private final CountDownLatch endAsked = new CountDownLatch(1);
    private volatile boolean ownJvm;
    private @Nullable SpillwayLoader loader;
    private @Nullable AutoCloseable running;

    Session(@Nullable String rawOptions) {
        this.rawOptions = rawOptions;
    }

    static boolean claim(Session session) {
        boolean claimed = CURRENT.compareAndSet(null, session);
        if (claimed) {
            System.setProperty(PROPERTY, "starting");
        }
        return claimed;
    }

    /** For a JVM that is Spillway's own: there the place is taken for good. */
    static void claimStandalone() {
        Session standalone = new Session(null);
        standalone.ownJvm = true;
        CURRENT.set(standalone);
    }

    /** Whether this JVM was started for Spillway, so that only the JVM as a whole can be ended. */
    boolean isOwnJvm() {
        return ownJvm;
    }

    static @Nullable Session current() {
        return CURRENT.get();
    }

    /** Whether the end was asked for within that time. */
    boolean endAskedWithin(long millis) throws InterruptedException {
        return endAsked.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Starts what is inside; the calling thread's context loader is the agent's afterwards. */
    void start() throws Exception {
        try {
            Map<String, String> options = AgentOptions.parse(rawOptions);
            options.keySet().removeAll(Request.OWN_OPTIONS);
            String given = options.get("jar");
            File jar = given == null ? OwnJar.find() : new File(given);
            options.put("jar", jar.getPath());
            Inside.requireModules();
            loader = new SpillwayLoader(jar);
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> entry = loader.loadClass(ENTRY);
            running = (AutoCloseable) entry.getMethod("start", Map.class).invoke(null, options);
            publish(entry, jar);
        } finally {
            startOver.countDown();
        }
    }

    /** Returns the version. */
    static String publish(Class<?> entry, File jar) {
        String told = entry.getPackage().getImplementationVersion();
        String version = told == null ? "unknown" : told;
        System.setProperty(PROPERTY, version + " " + jar);
        return version;
    }

    /** Ends it; what could not be closed is told, and the rest is closed all the same. */
    synchronized String end() throws InterruptedException {
        endAsked.countDown();
        if (!startOver.await(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it is still starting; try again");
        }
        String trouble = "";
        Thread.currentThread().setContextClassLoader(loader);
        try {
            if (running != null) {
                running.close();
            }
        } catch (Throwable failure) {
            trouble = Complaint.describe(failure);
        } finally {
            Thread.currentThread().setContextClassLoader(null);
            running = null;
        }
        sweep();
        System.clearProperty(PROPERTY);
        CURRENT.compareAndSet(this, null);
        return trouble;
    }

    /** The start failed, or was given up before it began: {@link #end()} need not wait for it. */
    void startIsOver() {
        startOver.countDown();
    }

    private void sweep() {
        SpillwayLoader ours = loader;
        loader = null;
        if (ours != null) {
            new ThreadSweep(ours).sweep();
            try {
                ours.close();
            } catch (IOException unlikely) {
                // A file that was only read; it is closed for us in any case.
            }
        }
    }
}
