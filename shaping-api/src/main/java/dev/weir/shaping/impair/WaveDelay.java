package dev.weir.shaping.impair;

import java.time.Duration;
import java.util.Locale;

/**
 * A delay that swings with time, around a base: it is there when the run starts, and rises first. Below 0 it is 0. Immutable and thread-safe.
 *
 * @param form the form of the wave
 * @param base the middle, 0 to {@link Delay#MAX}
 * @param amplitude how far it swings to either side, 0 to {@link Delay#MAX}
 * @param period how long a swing takes, above 0, to {@link Delay#MAX}
 */
public record WaveDelay(Form form, Duration base, Duration amplitude, Duration period) implements Delay {
    /** The form of a wave. */
    public enum Form {
        /** A sine. */
        SINE,
        /** The upper value for half a period, then the lower one. */
        SQUARE,
        /** Straight up and down. */
        TRIANGLE;

        /** The name in the text form. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the ranges.
     *
     * @param form the form of the wave
     * @param base the middle
     * @param amplitude how far it swings to either side
     * @param period how long a swing takes
     * @throws IllegalArgumentException if out of range
     */
    public WaveDelay {
        Durations.requireDelay("base", base);
        Durations.requireDelay("amplitude", amplitude);
        Durations.requireAbove0("period", period);
    }

    @Override
    public String toString() {
        return Call.print(form.toString(), base, amplitude, "period=" + Durations.format(period));
    }
}
