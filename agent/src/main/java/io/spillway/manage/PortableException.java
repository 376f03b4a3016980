package io.spillway.manage;

/** Turns an exception into one that a client without our classes can read: a JDK type, the text, no cause. */
final class PortableException {
    private PortableException() {}

    static RuntimeException of(RuntimeException exception) {
        String text = exception.getMessage();
        if (exception instanceof IllegalArgumentException) {
            return new IllegalArgumentException(text);
        }
        if (exception instanceof IllegalStateException) {
            return new IllegalStateException(text);
        }
        return new IllegalStateException(exception.getClass().getSimpleName() + (text == null ? "" : ": " + text));
    }
}
