package io.spillway.assess;

import java.time.Duration;

/** Figures for people, the same in every reason that a signal, a measure or a plan gives. */
public final class Figures {
    private static final double MIB = 1L << 20;
    private static final double GIB = 1L << 30;
    private static final double MOST_WITH_TENTHS = 1e15;

    private Figures() {}

    /** {@code 2.1 GiB} or {@code 350 MiB}: powers of two, as Docker and the kernel count. */
    public static String bytes(long bytes) {
        return Math.abs(bytes) >= GIB ? oneDecimal(bytes / GIB) + " GiB" : Math.round(bytes / MIB) + " MiB";
    }

    /** {@code 82.1 %}. */
    public static String percent(double percent) {
        return oneDecimal(percent) + " %";
    }

    /** {@code 4.2 s}, or {@code no end in sight} where it is infinite. */
    public static String seconds(double seconds) {
        return Double.isInfinite(seconds) ? "no end in sight" : oneDecimal(seconds) + " s";
    }

    public static String seconds(Duration duration) {
        return seconds(duration.getSeconds() + duration.getNano() / 1e9);
    }

    /** A plan holds hundreds of figures; {@code String.format} would take most of its time. */
    private static String oneDecimal(double value) {
        if (!(Math.abs(value) < MOST_WITH_TENTHS)) {
            return String.valueOf(value);
        }
        long tenths = Math.round(Math.abs(value) * 10);
        return (value < 0 && tenths > 0 ? "-" : "") + tenths / 10 + '.' + tenths % 10;
    }
}
