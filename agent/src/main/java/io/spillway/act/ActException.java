package io.spillway.act;

/** A measure did not work; the type says what the caller can do. */
public abstract sealed class ActException extends Exception
        permits TargetGoneException, ChangeRefusedException, UnsettledException, EngineUnavailableException {
    ActException(String message) {
        super(message);
    }

    ActException(String message, Throwable cause) {
        super(message, cause);
    }
}
