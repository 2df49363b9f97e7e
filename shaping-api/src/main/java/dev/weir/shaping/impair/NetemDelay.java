package dev.weir.shaping.impair;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What Linux netem makes of a mean, a jitter and one of its tables, with their errors: tables end at four times the jitter, and those named
 * after Pareto have a deviation of 0.82 and 0.83 times it. Immutable and thread-safe.
 *
 * @param table the table
 * @param mean the mean that is asked for, 0 to {@link Delay#MAX}
 * @param jitter what the table is multiplied by, 0 to {@link #MOST_JITTER}
 */
public record NetemDelay(Table table, Duration mean, Duration jitter) implements Delay {
    /** The largest jitter. */
    public static final Duration MOST_JITTER = Duration.ofNanos(Integer.MAX_VALUE);

    /** A table of netem. */
    public enum Table {
        /** No table: uniform from {@code mean - jitter} to below {@code mean + jitter}. */
        UNIFORM,
        /** The normal distribution. */
        NORMAL,
        /** A Pareto distribution of shape 3, cut. */
        PARETO,
        /** A quarter of the normal and three quarters of the Pareto table. */
        PARETONORMAL;

        /** The name in the text form, and in netem. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Table parse(String text) {
            for (Table table : values()) {
                if (table.toString().equals(text)) {
                    return table;
                }
            }
            String known = Arrays.stream(values()).map(Table::toString).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("table must be one of " + known + ": \"" + text + "\"");
        }
    }

    /**
     * Checks the ranges.
     *
     * @param table the table
     * @param mean the mean that is asked for
     * @param jitter what the table is multiplied by
     * @throws IllegalArgumentException if out of range
     */
    public NetemDelay {
        Durations.requireDelay("mean", mean);
        if (jitter.isNegative() || jitter.compareTo(MOST_JITTER) > 0) {
            throw new IllegalArgumentException("jitter must be within 0..2147483647 ns: " + Durations.format(jitter));
        }
    }

    @Override
    public String toString() {
        return Call.print("netem", table, mean, jitter);
    }
}
