package dev.weir.cli.conformance;

/** The distributions that models of delay are said to have, from their parameters in milliseconds, as far as they have a closed form. */
final class DelayLaws {
    private static final double MILLI = 1e6;
    private static final double PARETO_MEAN = 1.5;
    private static final double PARETO_DEVIATION = Math.sqrt(0.75);
    private static final double MOST_SCORE = 7;
    private static final int HALVINGS = 50;
    private static final int STEPS = 40_000;

    private DelayLaws() {}

    /** What is drawn below 0 becomes 0. */
    private static DelayLaw cut(DelayLaw millis) {
        return nanos -> nanos < 0 ? 0 : millis.below(nanos / MILLI);
    }

    /** Whole nanoseconds, both ends included. */
    static DelayLaw uniform(double delay, double jitter) {
        double width = 2 * jitter * MILLI + 1;
        return nanos -> nanos < 0 ? 0 : clamp((nanos - (delay - jitter) * MILLI + 1) / width);
    }

    private static double clamp(double share) {
        return Math.max(0, Math.min(1, share));
    }

    static DelayLaw normal(double mean, double deviation) {
        return cut(x -> Normal.below((x - mean) / deviation));
    }

    static DelayLaw pareto(double minimum, double shape) {
        return cut(x -> x < minimum ? 0 : 1 - Math.pow(minimum / x, shape));
    }

    static DelayLaw logNormal(double median, double sigma) {
        return cut(x -> x <= 0 ? 0 : Normal.below(Math.log(x / median) / sigma));
    }

    static DelayLaw laplace(double mean, double scale) {
        return cut(x -> x < mean ? Math.exp((x - mean) / scale) / 2 : 1 - Math.exp((mean - x) / scale) / 2);
    }

    /** A gamma distribution of a whole shape: the sum of so many exponential times. */
    static DelayLaw gamma(int shape, double scale, double minimum) {
        return cut(x -> x <= minimum ? 0 : erlang(shape, (x - minimum) / scale));
    }

    private static double erlang(int shape, double time) {
        double term = 1;
        double sum = 1;
        for (int k = 1; k < shape; k++) {
            term *= time / k;
            sum += term;
        }
        return 1 - sum * Math.exp(-time);
    }

    /** A gamma distribution of shape 1/2: the square of a normal score. */
    static DelayLaw gammaOfHalf(double scale, double minimum) {
        return cut(x -> x <= minimum ? 0 : 2 * Normal.below(Math.sqrt(2 * (x - minimum) / scale)) - 1);
    }

    /** Straight lines between percentiles. */
    static DelayLaw empirical(double[] shares, double[] delays) {
        return cut(x -> between(shares, delays, x));
    }

    private static double between(double[] shares, double[] delays, double x) {
        if (x < delays[0]) {
            return 0;
        }
        for (int i = 1; i < delays.length; i++) {
            if (x < delays[i]) {
                return shares[i - 1] + (shares[i] - shares[i - 1]) * (x - delays[i - 1]) / (delays[i] - delays[i - 1]);
            }
        }
        return 1;
    }

    /** A quarter of a normal score and three quarters of a Pareto score of the same quantile, brought to a deviation of 1. */
    static DelayLaw paretoNormal(double mean, double deviation) {
        double unit = deviation / mixedDeviation();
        return cut(x -> Normal.below(
                score((x - mean) / unit, z -> z / 4 + (pareto(z) - PARETO_MEAN) / PARETO_DEVIATION * 3 / 4)));
    }

    /** A Pareto value of shape 3 and minimum 1, of the quantile of a normal score. */
    static double pareto(double score) {
        return 1 / Math.cbrt(Normal.below(-score));
    }

    /** The deviation of the mixture: its parts have 1/16 and 9/16, and twice 3/16 of their correlation, which Simpson's rule finds. */
    private static double mixedDeviation() {
        double sum = 0;
        double step = 2 * MOST_SCORE / STEPS;
        for (int i = 1; i < STEPS; i++) {
            double z = -MOST_SCORE + i * step;
            double value = z * pareto(z) * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            sum += value * (i % 2 == 0 ? 2 : 4);
        }
        double correlation = sum * step / 3 / PARETO_DEVIATION;
        return Math.sqrt((1 + 9 + 2 * 3 * correlation) / 16);
    }

    /** Where a rising function of a score has a value. */
    static double score(double value, DelayLaw function) {
        double low = -MOST_SCORE;
        double high = MOST_SCORE;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (function.below(middle) < value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
