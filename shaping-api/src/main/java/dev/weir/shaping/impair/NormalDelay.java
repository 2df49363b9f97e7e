package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * A normally distributed delay. Immutable and thread-safe.
 *
 * @param mean the mean, 0 to {@link Delay#MAX}
 * @param deviation the standard deviation, 0 to {@link Delay#MAX}
 */
public record NormalDelay(Duration mean, Duration deviation) implements Delay {
    /**
     * Checks the ranges.
     *
     * @param mean the mean
     * @param deviation the standard deviation
     * @throws IllegalArgumentException if out of range
     */
    public NormalDelay {
        Durations.requireDelay("mean", mean);
        Durations.requireDelay("deviation", deviation);
    }

    @Override
    public String toString() {
        return Call.print("normal", mean, deviation);
    }
}
