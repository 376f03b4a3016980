package io.spillway.act;

/** The server or engine refused; do not repeat. The message carries its words. */
public final class ChangeRefusedException extends ActException {
    public ChangeRefusedException(String message) {
        super(message);
    }

    public ChangeRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
