package io.spillway.config;

import java.util.List;

/**
 * One key of the configuration.
 *
 * @param path its names from the outside in; {@link #ANY_NAME} stands for a name that the operator chooses
 * @param byDefault what it is where nobody says anything, as one would write it with {@code --set}
 */
record Key<T>(List<String> path, ValueType<T> type, Shape shape, String byDefault) {
    static final String ANY_NAME = "*";

    /** What it looks like in the file. */
    enum Shape {
        VALUE,
        /** Where it is one line of text, its items are parted by commas. */
        LIST
    }

    static <T> Key<T> value(String dotted, ValueType<T> type, String byDefault) {
        return new Key<>(List.of(dotted.split("\\.")), type, Shape.VALUE, byDefault);
    }

    static <T> Key<T> list(String dotted, ValueType<T> type, String byDefault) {
        return new Key<>(List.of(dotted.split("\\.")), type, Shape.LIST, byDefault);
    }

    boolean isNamed() {
        return path.contains(ANY_NAME);
    }

    List<String> pathFor(String name) {
        return path.stream().map(part -> part.equals(ANY_NAME) ? name : part).toList();
    }

    @Override
    public String toString() {
        return String.join(".", path);
    }
}
