package io.spillway.act;

/** The server or engine cannot be reached; try later. Nothing was changed. */
public final class EngineUnavailableException extends ActException {
    public EngineUnavailableException(String message) {
        super(message);
    }

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
