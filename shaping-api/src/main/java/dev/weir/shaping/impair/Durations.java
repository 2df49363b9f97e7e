package dev.weir.shaping.impair;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text with a unit, such as {@code 40 ms}: read, and printed so that it reads back. Thread-safe; holds nothing. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("\\s*+([+-]?[0-9]{1,15}(?:\\.[0-9]{1,12})?)\\s*+(\\S*+)\\s*+");
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    private Durations() {}

    /** Requires a time within 0..{@link Delay#MAX}. */
    static void requireDelay(String name, Duration value) {
        if (value.isNegative() || value.compareTo(Delay.MAX) > 0) {
            throw new IllegalArgumentException(name + " must be within 0..1 h: " + format(value));
        }
    }

    /** Requires a time above 0, at most {@link Delay#MAX}. */
    static void requireAbove0(String name, Duration value) {
        if (value.isZero()) {
            throw new IllegalArgumentException(name + " must be above 0, at most 1 h: 0 ms");
        }
        requireDelay(name, value);
    }

    /**
     * Reads a duration.
     *
     * @param name what it is, for errors
     * @param text a number and a unit: ns, us, ms, s, min or h
     * @return the duration, in whole nanoseconds; it may be negative
     * @throws IllegalArgumentException if the text is not a duration
     */
    public static Duration parse(String name, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " must be a number with a unit: \"" + text + "\"");
        }
        BigDecimal[] parts = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(nanosPerUnit(name, matcher.group(2), text)))
                .setScale(0, RoundingMode.HALF_EVEN)
                .divideAndRemainder(NANOS_PER_SECOND);
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static long nanosPerUnit(String name, String unit, String text) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s", "sec" -> 1_000_000_000L;
            case "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default ->
                throw new IllegalArgumentException(
                        name + " has an unknown unit (use ns, us, ms, s, min, h): \"" + text + "\"");
        };
    }

    /**
     * Prints a duration with the largest unit of ns, us, ms and s that it reaches.
     *
     * @param duration any
     * @return the exact duration, as {@link #parse} reads it
     */
    public static String format(Duration duration) {
        BigDecimal nanos =
                BigDecimal.valueOf(duration.getSeconds()).movePointRight(9).add(BigDecimal.valueOf(duration.getNano()));
        BigDecimal size = nanos.abs();
        if (size.compareTo(NANOS_PER_SECOND) >= 0) {
            return plain(nanos, 9) + " s";
        }
        if (size.compareTo(BigDecimal.valueOf(1_000_000L)) >= 0 || size.signum() == 0) {
            return plain(nanos, 6) + " ms";
        }
        return size.compareTo(BigDecimal.valueOf(1_000L)) >= 0 ? plain(nanos, 3) + " us" : plain(nanos, 0) + " ns";
    }

    private static String plain(BigDecimal nanos, int power) {
        return nanos.signum() == 0
                ? "0"
                : nanos.movePointLeft(power).stripTrailingZeros().toPlainString();
    }
}
