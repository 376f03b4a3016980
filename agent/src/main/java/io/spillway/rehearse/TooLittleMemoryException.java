package io.spillway.rehearse;

/** The machine has too little free memory for the show; the message gives the figures. */
public final class TooLittleMemoryException extends Exception {
    TooLittleMemoryException(String message) {
        super(message);
    }
}
