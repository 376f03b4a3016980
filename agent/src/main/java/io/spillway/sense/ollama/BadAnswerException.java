package io.spillway.sense.ollama;

import java.io.IOException;

/** The server answered, but not what it should; the message says what, for people. */
public final class BadAnswerException extends IOException {
    /** What was wrong with the answer. */
    public enum Kind {
        /** 404. */
        NOT_FOUND,
        /** Another 4xx. */
        REFUSED,
        /** 5xx: once, that may be a race inside the server. */
        SERVER_ERROR,
        /** Not what an Ollama says. */
        GARBLED
    }

    private final Kind kind;

    BadAnswerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
