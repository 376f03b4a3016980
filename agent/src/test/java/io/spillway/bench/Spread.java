package io.spillway.bench;

import java.util.Arrays;
import java.util.Locale;

/** Many durations of one thing, to be printed as a line of the results. */
final class Spread {
    private final long[] sortedNanos;

    Spread(long[] nanos) {
        sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    /** The nearest rank; not a number where there is nothing. */
    double nanos(double percent) {
        int count = sortedNanos.length;
        int rank = (int) Math.ceil(percent / 100 * count);
        return count == 0 ? Double.NaN : sortedNanos[Math.max(0, rank - 1)];
    }

    /** Prints {@code id}, the percentile that is held against the budget, and the rest in words. */
    void print(String id, double percent, Unit unit) {
        if (sortedNanos.length == 0) {
            System.out.printf(Locale.ROOT, "%s\t-\tnothing happened%n", id);
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%s\t%.4f\tn = %d, p50 %.2f, p99 %.2f, max %.2f %s%n",
                id,
                nanos(percent) / unit.nanos,
                sortedNanos.length,
                nanos(50) / unit.nanos,
                nanos(99) / unit.nanos,
                nanos(100) / unit.nanos,
                unit.symbol);
    }

    enum Unit {
        MICROS(1e3, "µs"),
        MILLIS(1e6, "ms");

        private final double nanos;
        private final String symbol;

        Unit(double nanos, String symbol) {
            this.nanos = nanos;
            this.symbol = symbol;
        }
    }
}
