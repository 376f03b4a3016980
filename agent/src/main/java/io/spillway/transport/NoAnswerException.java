package io.spillway.transport;

import java.io.IOException;

/** A server did not answer; the message says how, for people. */
public final class NoAnswerException extends IOException {
    /** How far the call came. */
    public enum Kind {
        /** Nobody listens there, or the address cannot be reached: the server has seen nothing of the call. */
        NOT_REACHED,
        /** How far the call came is not known; the server may have done, or may yet do, what it was asked. */
        BROKE_OFF
    }

    private final Kind kind;

    NoAnswerException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
