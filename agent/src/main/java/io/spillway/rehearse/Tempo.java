package io.spillway.rehearse;

import java.time.Duration;

/**
 * How fast memory fills, in parts of the show's budget a second, and how long the audience may look.
 *
 * @param foresight how near to the guard's forecast the first climb goes: below 1 the level comes from its threshold, above it the
 *     guard sees it coming
 * @param crawl so slow that a model can finish its answer
 * @param steady a program that leaks
 * @param hard a program that has gone wild
 * @param rest between two scenes
 */
record Tempo(double foresight, double crawl, double steady, double hard, Duration rest) {
    /** The guard's forecast speaks from this much used memory on, when nothing is left within half a minute. */
    private static final double FORECAST_FROM_PERCENT = 60;

    private static final double FORECAST_SECONDS = 30;
    private static final double MARGIN_PERCENT = 1;

    static Tempo of(Length length) {
        return switch (length) {
            case FULL -> new Tempo(0.88, 0.003, 0.025, 0.1, Duration.ofSeconds(2));
            case QUICK -> new Tempo(2.5, 0.008, 0.05, 0.15, Duration.ofMillis(300));
        };
    }

    /** How fast the first climb goes on where so much is used. */
    double climb(double usedPercent) {
        if (usedPercent < FORECAST_FROM_PERCENT - MARGIN_PERCENT) {
            return hard / 2;
        }
        return foresight * (100 - usedPercent) / 100 / FORECAST_SECONDS;
    }
}
