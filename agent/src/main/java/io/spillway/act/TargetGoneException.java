package io.spillway.act;

/** There is nothing left to do: a success. */
public final class TargetGoneException extends ActException {
    public TargetGoneException(String message) {
        super(message);
    }

    public TargetGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
