package io.spillway.act;

/** Whether it happened is unknown; the next inventory tells. */
public final class UnsettledException extends ActException {
    public UnsettledException(String message) {
        super(message);
    }

    public UnsettledException(String message, Throwable cause) {
        super(message, cause);
    }
}
