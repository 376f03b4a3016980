package io.spillway.rehearse;

/** The show was ended early, by a signal. */
final class CutOffException extends Exception {
    CutOffException() {
        super("cut off");
    }
}
