package io.spillway.config;

/** A value cannot be what its key needs; the message says what is wrong and what to write. */
final class BadValueException extends Exception {
    private final transient Place place;

    BadValueException(Place place, String message) {
        super(message);
        this.place = place;
    }

    Place place() {
        return place;
    }
}
