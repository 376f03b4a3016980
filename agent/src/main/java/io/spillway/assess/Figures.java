package io.spillway.assess;

import java.time.Duration;
import java.util.Locale;

/** Figures for people, the same in every reason that a signal, a measure or a plan gives. */
public final class Figures {
    private Figures() {}

    /** {@code 2.1 GB} or {@code 350 MB}: powers of ten. */
    public static String bytes(long bytes) {
        return Math.abs(bytes) >= 1e9
                ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
                : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }

    /** {@code 82.1 %}. */
    public static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** {@code 4.2 s}, or {@code no end in sight} where it is infinite. */
    public static String seconds(double seconds) {
        return Double.isInfinite(seconds) ? "no end in sight" : String.format(Locale.ROOT, "%.1f s", seconds);
    }

    public static String seconds(Duration duration) {
        return seconds(duration.getSeconds() + duration.getNano() / 1e9);
    }
}
