package io.spillway.cli.jvm;

/** The agent could not be brought into a JVM, or out of it; the message says why, and what to do. */
public final class AttachException extends Exception {
    private static final long serialVersionUID = 1;

    AttachException(String message) {
        super(message);
    }

    AttachException(String message, Throwable cause) {
        super(message, cause);
    }
}
