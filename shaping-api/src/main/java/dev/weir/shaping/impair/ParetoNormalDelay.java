package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * A quarter of a normal variable and three quarters of a Pareto variable of shape 3, both of mean 0 and deviation 1 and from the same draw; brought to a
 * mean and a deviation. Immutable and thread-safe.
 *
 * @param mean the mean, 0 to {@link Delay#MAX}
 * @param deviation the standard deviation, 0 to {@link Delay#MAX}
 */
public record ParetoNormalDelay(Duration mean, Duration deviation) implements Delay {
    /**
     * Checks the ranges.
     *
     * @param mean the mean
     * @param deviation the standard deviation
     * @throws IllegalArgumentException if out of range
     */
    public ParetoNormalDelay {
        Durations.requireDelay("mean", mean);
        Durations.requireDelay("deviation", deviation);
    }

    @Override
    public String toString() {
        return Call.print("pareto-normal", mean, deviation);
    }
}
