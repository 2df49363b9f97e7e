package dev.weir.cli.conformance;

/**
 * How far chance may take a measured value from the true one.
 *
 * <p>Every bound of one run is broken by chance with a probability of {@link #FALSE_ALARM} at most, so at least one of n is with n times that at most,
 * whether they depend on each other or not. The suite has fewer than {@link #MOST_CHECKS} bounds: together 1.2 in 10,000. The rest up to 1 in 1,000 is kept
 * for sums that are a little skewed where the normal distribution is not.
 */
public final class Bounds {
    /** Standard errors to either side. */
    public static final double Z = 5;

    /** The probability that a normal value is more than {@link #Z} standard errors off: 5.7 in 10 million. */
    public static final double FALSE_ALARM = 2 * Normal.below(-Z);

    /** The most bounds of one run that chance could break. */
    public static final int MOST_CHECKS = 200;

    /** The fewest events that are counted on to be as good as normally distributed. */
    static final double EVENTS = 1_000;

    private Bounds() {}

    /** The Kolmogorov-Smirnov distance that independent values exceed with {@link #FALSE_ALARM} at most, whatever their distribution (Massart 1990). */
    static double distance(int values) {
        return Math.sqrt(-Math.log(FALSE_ALARM / 2) / (2.0 * values));
    }

    /** The bound on the measured correlation of neighbours in a chain of normal values (Bartlett 1946): z / sqrt(n) if it is 0. */
    static double correlation(double correlation, int values) {
        return Z * Math.sqrt((1 - correlation * correlation) / values);
    }

    /** The bound on the mean of values whose neighbours are correlated, in deviations of one value. */
    static double mean(double correlation, int values) {
        return Z * Math.sqrt((1 + correlation) / (1 - correlation) / values);
    }
}
