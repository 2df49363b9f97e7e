package dev.weir.shaping.core.random;

/** The gamma distribution with a scale of 1. For use while tables are built; immutable and thread-safe. */
public final class Gamma implements Quantiles {
    /*
     * The share below a value by its series, that above by its continued fraction in Lentz' form, whichever is the small one [1, 8.11.4, 8.9.2];
     * the quantile by Newton's method on the logarithm of the value, with steps of at most 1 so that it cannot run away.
     *
     * [1] NIST Digital Library of Mathematical Functions.
     */
    private static final double SMALL = 1e-15;
    private static final int MOST_TERMS = 10_000;
    private static final int MOST_STEPS = 200;
    private static final double STIRLING_FROM = 12;

    private final double shape;
    private final double logGamma;

    /**
     * A distribution.
     *
     * @param shape 0.1 to 100
     */
    public Gamma(double shape) {
        this.shape = shape;
        this.logGamma = logGamma(shape);
    }

    @Override
    public double lower(double share) {
        double start = (StrictMath.log(share) + logGamma + StrictMath.log(shape)) / shape;
        return solve(share, Math.min(start, StrictMath.log(shape + 1)), true);
    }

    @Override
    public double upper(double share) {
        return solve(share, StrictMath.log(shape + 1 - StrictMath.log(share)), false);
    }

    private double solve(double share, double start, boolean lower) {
        double log = start;
        for (int i = 0; i < MOST_STEPS; i++) {
            double value = StrictMath.exp(log);
            double reached = lower ? below(value) : above(value);
            double slope = StrictMath.exp(shape * log - value - logGamma) / reached;
            double step = StrictMath.log(reached / share) / (lower ? slope : -slope);
            log -= Math.max(-1, Math.min(1, step));
            if (Math.abs(step) < 1e-13) {
                break;
            }
        }
        return StrictMath.exp(log);
    }

    /** The share of values below one. */
    double below(double value) {
        return value < shape + 1 ? series(value) : 1 - fraction(value);
    }

    /** The share of values above one. */
    double above(double value) {
        return value < shape + 1 ? 1 - series(value) : fraction(value);
    }

    private double density(double value) {
        return StrictMath.exp(shape * StrictMath.log(value) - value - logGamma);
    }

    private double series(double value) {
        double term = 1 / shape;
        double sum = term;
        for (int i = 1; i < MOST_TERMS && term > sum * SMALL; i++) {
            term *= value / (shape + i);
            sum += term;
        }
        return sum * density(value);
    }

    private double fraction(double value) {
        double b = value + 1 - shape;
        double c = 1e300;
        double d = 1 / b;
        double result = d;
        for (int i = 1; i < MOST_TERMS; i++) {
            double a = -i * (i - shape);
            b += 2;
            d = 1 / (a * d + b);
            c = b + a / c;
            result *= d * c;
            if (Math.abs(d * c - 1) < SMALL) {
                break;
            }
        }
        return result * density(value);
    }

    /** Stirling's series, for arguments raised to where it is exact. */
    static double logGamma(double argument) {
        double x = argument;
        double product = 1;
        while (x < STIRLING_FROM) {
            product *= x++;
        }
        double inverse = 1 / (x * x);
        double series =
                (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse / 1188))))
                        / x;
        return (x - 0.5) * StrictMath.log(x)
                - x
                + 0.5 * StrictMath.log(2 * StrictMath.PI)
                + series
                - StrictMath.log(product);
    }
}
