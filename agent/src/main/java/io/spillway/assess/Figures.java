package io.spillway.assess;

import java.time.Duration;
import java.util.Locale;

/** Figures for people, the same in every reason that a signal, a measure or a plan gives. */
public final class Figures {
    private static final double MIB = 1L << 20;
    private static final double GIB = 1L << 30;

    private Figures() {}

    /** {@code 2.1 GiB} or {@code 350 MiB}: powers of two, as Docker and the kernel count. */
    public static String bytes(long bytes) {
        return Math.abs(bytes) >= GIB
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIB)
                : String.format(Locale.ROOT, "%.0f MiB", bytes / MIB);
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
