package io.spillway.bench;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code scripts/budgets.tsv}.
 *
 * @param limit in {@code unit}; null where there is no budget
 */
record Budget(String id, @Nullable Double limit, String unit, String what, String words, String how) {
    private static final int COLUMNS = 6;

    Budget {
        requireNonNull(id, "id");
        requireNonNull(unit, "unit");
        requireNonNull(what, "what");
        requireNonNull(words, "words");
        requireNonNull(how, "how");
    }

    static List<Budget> parse(List<String> lines) {
        List<Budget> budgets = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split("\t", -1);
            if (columns.length != COLUMNS) {
                throw new IllegalArgumentException("not " + COLUMNS + " columns: " + line);
            }
            Double limit = columns[1].isEmpty() ? null : Double.valueOf(columns[1]);
            budgets.add(new Budget(columns[0], limit, columns[2], columns[3], columns[4], columns[5]));
        }
        return List.copyOf(budgets);
    }
}
