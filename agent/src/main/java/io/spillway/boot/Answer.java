package io.spillway.boot;

import org.jspecify.annotations.Nullable;

/**
 * What the program that attached is told: one word and a text in a system property of its choice, because a JVM gives no other way back.
 * It looks there again and again. Nothing tells when it has read the last word, so that is taken away a little later; to have the program
 * ask for it would load the agent once more, and a newer JVM warns on the host's standard error each time.
 */
final class Answer implements Runnable {
    private static final String PREFIX = "spillway.attach.";
    private static final long READ_WITHIN_MILLIS = 5_000;

    private final @Nullable String property;

    /** Another property than one of ours is not touched. */
    Answer(@Nullable String property) {
        this.property = property != null && property.startsWith(PREFIX) ? property : null;
    }

    /** Says something that another word will follow. */
    void first(String text) {
        if (property != null) {
            System.setProperty(property, text);
        }
    }

    void last(String text) {
        if (property != null) {
            System.setProperty(property, text);
            BootThread.start(this, "spillway-answer");
        }
    }

    /** Takes the last word away when it must have been read. */
    @Override
    public void run() {
        try {
            Thread.sleep(READ_WITHIN_MILLIS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (property != null) {
            System.clearProperty(property);
        }
    }
}
