package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * A delay with a heavy tail: a share of {@code (minimum / x)^shape} is longer than x. Immutable and thread-safe.
 *
 * @param minimum the least delay, 0 to {@link Delay#MAX}
 * @param shape how fast the tail falls, 0.1 to 1000
 */
public record ParetoDelay(Duration minimum, double shape) implements Delay {
    /**
     * Checks the ranges.
     *
     * @param minimum the least delay
     * @param shape how fast the tail falls
     * @throws IllegalArgumentException if out of range
     */
    public ParetoDelay {
        Durations.requireDelay("minimum", minimum);
        shape = Numbers.within("shape", shape, 0.1, 1_000);
    }

    @Override
    public String toString() {
        return Call.print("pareto", "minimum=" + Durations.format(minimum), "shape=" + Numbers.format(shape));
    }
}
