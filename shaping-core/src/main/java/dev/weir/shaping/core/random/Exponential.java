package dev.weir.shaping.core.random;

/** Exponentially distributed times. Thread-safe; allocates nothing. */
public final class Exponential {
    private static final int SCALE_BITS = 36;
    private static final int TABLE_SHIFT = 20;
    private static final int MEAN_SHIFT = 8;
    private static final QuantileTable TABLE = new QuantileTable(
            new Quantiles() {
                @Override
                public double lower(double share) {
                    return -StrictMath.log1p(-share);
                }

                @Override
                public double upper(double share) {
                    return -StrictMath.log(share);
                }
            },
            StrictMath.scalb(1.0, SCALE_BITS));

    private Exponential() {}

    /**
     * A time.
     *
     * @param draw 64 uniform bits
     * @param meanNanos the mean, 0 to 2<sup>54</sup>
     * @return nanoseconds, rounded down; at most 22.2 times the mean
     */
    public static long nanos(long draw, long meanNanos) {
        return Math.multiplyHigh(TABLE.at(draw) << TABLE_SHIFT, meanNanos << MEAN_SHIFT);
    }
}
