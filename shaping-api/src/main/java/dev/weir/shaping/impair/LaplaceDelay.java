package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * A delay with exponential tails on both sides of its mean. Immutable and thread-safe.
 *
 * @param mean the mean, 0 to {@link Delay#MAX}
 * @param scale the mean distance from the mean, 0 to {@link Delay#MAX}
 */
public record LaplaceDelay(Duration mean, Duration scale) implements Delay {
    /**
     * Checks the ranges.
     *
     * @param mean the mean
     * @param scale the mean distance from the mean
     * @throws IllegalArgumentException if out of range
     */
    public LaplaceDelay {
        Durations.requireDelay("mean", mean);
        Durations.requireDelay("scale", scale);
    }

    @Override
    public String toString() {
        return Call.print("laplace", mean, scale);
    }
}
