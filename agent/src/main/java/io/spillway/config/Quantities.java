package io.spillway.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as people write them. */
final class Quantities {
    /**
     * The digits are limited, so that no exponent and no length can make the reckoning slow; the limit is far above what any program
     * writes ({@code 80.1234567890123}, {@code 1.0E-5}).
     */
    private static final String FRACTION = "(?:\\.[0-9]{1,100})";

    private static final Pattern QUANTITY =
            Pattern.compile("((?:[0-9]{1,18}" + FRACTION + "?|" + FRACTION + ")(?:[eE][+-]?[0-9]{1,2})?) ?([A-Za-z]*)");

    private static final Pattern DURATION_PART = Pattern.compile("([0-9]{1,12}" + FRACTION + "?) ?([a-z]+)");

    /**
     * GB is 2^30 as GiB is, since Docker and Compose read {@code 1g} and {@code 1GB} so: a limit that is copied from a Compose file
     * must mean the same here.
     */
    private static final Map<String, Long> BYTES = Map.ofEntries(
            Map.entry("b", 1L),
            Map.entry("k", 1L << 10),
            Map.entry("kb", 1L << 10),
            Map.entry("kib", 1L << 10),
            Map.entry("m", 1L << 20),
            Map.entry("mb", 1L << 20),
            Map.entry("mib", 1L << 20),
            Map.entry("g", 1L << 30),
            Map.entry("gb", 1L << 30),
            Map.entry("gib", 1L << 30),
            Map.entry("t", 1L << 40),
            Map.entry("tb", 1L << 40),
            Map.entry("tib", 1L << 40));

    private static final Map<String, Long> COUNTS =
            Map.of("", 1L, "k", 1_000L, "m", 1_000_000L, "b", 1_000_000_000L, "t", 1_000_000_000_000L);

    private static final Map<String, BigDecimal> SECONDS = Map.of(
            "ms", new BigDecimal("0.001"),
            "s", BigDecimal.ONE,
            "m", BigDecimal.valueOf(60),
            "min", BigDecimal.valueOf(60),
            "h", BigDecimal.valueOf(3_600),
            "d", BigDecimal.valueOf(86_400));

    private Quantities() {}

    static long bytes(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size: write 512MB or 1.5GB");
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        if (unit.isEmpty() && new BigDecimal(matcher.group(1)).signum() != 0) {
            throw new IllegalArgumentException("'" + text + "' has no unit: write " + text + "MB or " + text + "B");
        }
        Long factor = unit.isEmpty() ? Long.valueOf(1) : BYTES.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size: its unit must be B, KB, MB, GB or TB (or KiB, MiB, GiB, TiB)");
        }
        return whole(text, matcher.group(1), factor);
    }

    /** How many: {@code 3.5B} is 3.5 × 10^9, as in the names of models. */
    static long count(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        Long factor = matcher.matches() ? COUNTS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (factor == null) {
            throw new IllegalArgumentException("'" + text + "' is not a count: write 3.5B, 500M or a whole number");
        }
        return whole(text, matcher.group(1), factor);
    }

    private static long whole(String text, String number, long factor) {
        try {
            return new BigDecimal(number)
                    .multiply(BigDecimal.valueOf(factor))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large", e);
        }
    }

    static double percent(String text) {
        String number =
                text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
        double percent = decimal(
                number, "'" + text + "' is not a percentage: write a number from 0 to 100, such as 85, 85.5 or 85%");
        if (percent > 100) {
            throw new IllegalArgumentException("'" + text + "' is more than 100 %");
        }
        return percent;
    }

    static double cpus(String text) {
        double cpus = decimal(text, "'" + text + "' is not a number of CPUs: write a number such as 0.5 or 2");
        if (cpus > 100_000) {
            throw new IllegalArgumentException("'" + text + "' is too large");
        }
        return cpus;
    }

    private static double decimal(String text, String problem) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches() || !matcher.group(2).isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
        return new BigDecimal(matcher.group(1)).doubleValue();
    }

    /** {@code 30s}, {@code 500ms}, {@code 1m30s}, or ISO 8601. */
    static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.startsWith("P")) {
            return isoDuration(text);
        }
        Matcher part = DURATION_PART.matcher(text);
        BigDecimal seconds = BigDecimal.ZERO;
        int end = 0;
        while (end < text.length()) {
            BigDecimal unit = part.find(end) && part.start() == end ? SECONDS.get(part.group(2)) : null;
            if (unit == null) {
                throw new IllegalArgumentException(notADuration(text));
            }
            seconds = seconds.add(new BigDecimal(part.group(1)).multiply(unit));
            end = part.end();
        }
        if (end == 0) {
            throw new IllegalArgumentException(notADuration(text));
        }
        try {
            return Duration.ofNanos(seconds.movePointRight(9).toBigInteger().longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too long", e);
        }
    }

    private static Duration isoDuration(String text) {
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(notADuration(text), e);
        }
        if (duration.isNegative()) {
            throw new IllegalArgumentException("'" + text + "' is negative");
        }
        return duration;
    }

    private static String notADuration(String text) {
        boolean bareNumber = text.matches("[0-9.]+");
        return bareNumber
                ? "'" + text + "' has no unit: write " + text + "s or " + text + "ms"
                : "'" + text + "' is not a duration: write 500ms, 30s, 5m, 1h or PT30S";
    }
}
