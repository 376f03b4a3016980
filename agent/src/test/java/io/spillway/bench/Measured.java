package io.spillway.bench;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the results: {@code id}, the value, and words.
 *
 * @param value in the unit of its budget; null where it could not be measured, and then the words say why
 * @param words how many, and how the figures are spread
 */
record Measured(String id, @Nullable Double value, String words) {
    private static final int COLUMNS = 3;
    private static final String NOTHING = "-";

    Measured {
        requireNonNull(id, "id");
        requireNonNull(words, "words");
    }

    /** By id; of two with the same, the last. */
    static Map<String, Measured> parse(List<String> lines) {
        Map<String, Measured> all = new HashMap<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            String[] columns = line.split("\t", -1);
            if (columns.length != COLUMNS) {
                throw new IllegalArgumentException("not " + COLUMNS + " columns: " + line);
            }
            Double value = columns[1].equals(NOTHING) ? null : Double.valueOf(columns[1]);
            all.put(columns[0], new Measured(columns[0], value, columns[2]));
        }
        return Map.copyOf(all);
    }
}
