package dev.weir.shaping.impair;

import java.time.Duration;

/**
 * A gamma distributed delay above a least one. Immutable and thread-safe.
 *
 * @param shape the shape, 0.1 to 100
 * @param scale the scale, above 0, to {@link Delay#MAX}
 * @param minimum what is added, 0 to {@link Delay#MAX}
 */
public record GammaDelay(double shape, Duration scale, Duration minimum) implements Delay {
    /**
     * Checks the ranges.
     *
     * @param shape the shape
     * @param scale the scale
     * @param minimum what is added
     * @throws IllegalArgumentException if out of range
     */
    public GammaDelay {
        shape = Numbers.within("shape", shape, 0.1, 100);
        Durations.requireAbove0("scale", scale);
        Durations.requireDelay("minimum", minimum);
    }

    @Override
    public String toString() {
        return minimum.isZero()
                ? Call.print("gamma", "shape=" + Numbers.format(shape), "scale=" + Durations.format(scale))
                : Call.print(
                        "gamma",
                        "shape=" + Numbers.format(shape),
                        "scale=" + Durations.format(scale),
                        "minimum=" + Durations.format(minimum));
    }
}
