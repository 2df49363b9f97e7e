package dev.weir.shaping.core.random;

/** The normal distribution with mean 0 and deviation 1. Thread-safe. */
public final class StandardNormal {
    /*
     * The tail is Marsaglia's series [1] near 0 and Laplace's continued fraction beyond; the quantile starts at Hastings' approximation
     * [2, 26.2.23] and takes three steps of Halley's method, which leaves the rounding of doubles.
     *
     * [1] Marsaglia, Evaluating the Normal Distribution, Journal of Statistical Software 11(4), 2004.
     * [2] Abramowitz and Stegun, Handbook of Mathematical Functions, 1964.
     */
    /** How many fractional bits {@link #draw} has. */
    public static final int BITS = 28;

    private static final double SERIES_END = 3;
    private static final int FRACTION_TERMS = 100;
    private static final double DENSITY_AT_0 = 1 / StrictMath.sqrt(2 * StrictMath.PI);
    private static final int HALLEY_STEPS = 3;

    /** Made when first needed. */
    private static final class Table {
        static final QuantileTable VALUES = new QuantileTable(
                new Quantiles() {
                    @Override
                    public double lower(double share) {
                        return -quantile(share);
                    }

                    @Override
                    public double upper(double share) {
                        return quantile(share);
                    }
                },
                StrictMath.scalb(1.0, BITS));
    }

    private StandardNormal() {}

    /**
     * A normal variable from a draw, within 0.00005 of the exact quantile. Allocates nothing and uses no floating point.
     *
     * @param draw 64 uniform bits
     * @return the value in units of 2<sup>-28</sup>, between -6.24 and 6.24
     */
    public static long draw(long draw) {
        return Table.VALUES.at(draw);
    }

    /**
     * The share of values above one.
     *
     * @param value 0 or more
     * @return 1/2 or less
     */
    public static double tail(double value) {
        double density = DENSITY_AT_0 * StrictMath.exp(-value * value / 2);
        if (value < SERIES_END) {
            double sum = value;
            double term = value;
            for (int odd = 3; term > sum * 0x1p-60; odd += 2) {
                term *= value * value / odd;
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = value;
        for (int term = FRACTION_TERMS; term > 0; term--) {
            fraction = value + term / fraction;
        }
        return density / fraction;
    }

    /**
     * The value above which a share of all lies.
     *
     * @param share above 0, to 1/2
     * @return 0 or more
     */
    public static double quantile(double share) {
        double t = StrictMath.sqrt(-2 * StrictMath.log(share));
        double value =
                t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        for (int step = 0; step < HALLEY_STEPS; step++) {
            value = Math.max(0, value);
            double newton = (tail(value) - share) / (DENSITY_AT_0 * StrictMath.exp(-value * value / 2));
            value += newton / (1 + newton * value / 2);
        }
        return Math.max(0, value);
    }
}
