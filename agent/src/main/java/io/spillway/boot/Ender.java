package io.spillway.boot;

/** Ends a session on a thread of its own, and tells how that went. */
final class Ender implements Runnable {
    private final Session session;
    private final Answer answer;

    Ender(Session session, Answer answer) {
        this.session = session;
        this.answer = answer;
    }

    @Override
    public void run() {
        try {
            String trouble = session.end();
            answer.last(trouble.isEmpty() ? "detached" : "detached " + trouble);
        } catch (Throwable failure) {
            answer.last("failed " + Complaint.describe(failure));
        }
    }
}
