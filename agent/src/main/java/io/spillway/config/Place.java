package io.spillway.config;

import java.util.Comparator;

/**
 * Where something was stated.
 *
 * @param line 1-based; 0 where there are no lines
 * @param column 1-based; 0 where there are no lines
 */
record Place(Rank rank, String name, int line, int column) {
    /** The kinds of source; a later one wins over an earlier one. */
    enum Rank {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        SETTING
    }

    static final Place DEFAULT = new Place(Rank.DEFAULT, "default", 0, 0);

    static final Comparator<Place> READING_ORDER =
            Comparator.comparing(Place::rank).thenComparingInt(Place::line).thenComparingInt(Place::column);

    static Place inFile(String file, int line, int column) {
        return new Place(Rank.FILE, file, line, column);
    }

    static Place inEnvironment(String variable) {
        return new Place(Rank.ENVIRONMENT, "environment " + variable, 0, 0);
    }

    /** {@code what} is how people know the source: {@code --set} or {@code agent option}. */
    static Place inSettings(String what, String key) {
        return new Place(Rank.SETTING, what + " " + key, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? name : name + ":" + line + ":" + column;
    }
}
