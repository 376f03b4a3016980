package io.spillway.sense.docker;

import java.io.IOException;

/** The engine answered, but not with what was asked for. */
final class EngineStatusException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;

    private final int status;

    EngineStatusException(int status, String words) {
        super("status " + status + (words.isEmpty() ? "" : ": " + words));
        this.status = status;
    }

    boolean notFound() {
        return status == NOT_FOUND;
    }
}
