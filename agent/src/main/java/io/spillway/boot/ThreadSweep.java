package io.spillway.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes the agent's class loader out of every thread, so that it can be collected. */
final class ThreadSweep {
    private static final long PATIENCE_MILLIS = 2_000;

    private final ClassLoader ours;

    ThreadSweep(ClassLoader ours) {
        this.ours = ours;
    }

    void sweep() {
        List<Thread> ending = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = each.getKey();
            if (thread != Thread.currentThread() && isOurs(thread, each.getValue())) {
                thread.interrupt();
                ending.add(thread);
            }
        }
        join(ending);
        // The JDK's own threads (its process reaper lives 60 s) inherited our loader from the thread that needed them
        // first.
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getContextClassLoader() == ours) {
                thread.setContextClassLoader(null);
            }
        }
    }

    /**
     * By its class, or by its name together with our loader as its context or in its frames. Not by frames alone: a host's thread may be
     * in one of our MBeans just now.
     */
    private boolean isOurs(Thread thread, StackTraceElement[] frames) {
        return thread.getClass().getClassLoader() == ours
                || (thread.getName().startsWith("spillway-")
                        && (thread.getContextClassLoader() == ours || runsOurCode(frames)));
    }

    private boolean runsOurCode(StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            if (ours.getName().equals(frame.getClassLoaderName())) {
                return true;
            }
        }
        return false;
    }

    private static void join(List<Thread> threads) {
        long patienceEnds = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        for (Thread thread : threads) {
            long leftMillis = (patienceEnds - System.nanoTime()) / 1_000_000;
            if (leftMillis > 0) {
                try {
                    thread.join(leftMillis);
                } catch (InterruptedException hurried) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
