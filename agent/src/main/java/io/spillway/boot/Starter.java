package io.spillway.boot;

import org.jspecify.annotations.Nullable;

/** Starts a session on a thread of its own, and tells how that went. */
final class Starter implements Runnable {
    private final Session session;
    private final @Nullable HostSettled hostSettled;
    private final @Nullable Answer answer;

    /** Waits for the host first, and tells of failure alone. */
    Starter(Session session, HostSettled hostSettled) {
        this.session = session;
        this.hostSettled = hostSettled;
        this.answer = null;
    }

    /** Starts at once: a host that can be attached to has long settled. */
    Starter(Session session, Answer answer) {
        this.session = session;
        this.hostSettled = null;
        this.answer = answer;
    }

    void inBackground() {
        BootThread.start(this, "spillway-start");
    }

    @Override
    public void run() {
        try {
            if (hostSettled != null && !hostSettled.await(session)) {
                session.startIsOver();
                return;
            }
            session.start();
            if (answer != null) {
                answer.last("started " + System.getProperty(Session.PROPERTY, ""));
            }
        } catch (Throwable failure) {
            Complaint.notStarted(failure);
            giveUp();
            if (answer != null) {
                answer.last("failed " + Complaint.describe(failure));
            }
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }

    private void giveUp() {
        try {
            session.startIsOver();
            session.end();
        } catch (Throwable worse) {
            // The first failure has been told.
        }
    }
}
