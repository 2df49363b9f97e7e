package dev.weir.shaping.core.random;

/**
 * A distribution as a function of a standard normal score: the value that has as much below it as the score has. With scores that are correlated
 * the values are, too, and keep their distribution (a Gaussian copula).
 *
 * <p>Linear between points 1/128 apart, from -8 to 8, so for a smooth function f of the score the error is at most {@code |f''| / 131072} and half a unit.
 * Immutable and thread-safe; 16 kB; allocates nothing when asked.
 */
public final class ScoreTable {
    private static final int LARGEST = 8;
    private static final int CELL_BITS = 7;
    private static final int CELLS = 2 * LARGEST << CELL_BITS;
    private static final int CELL_SHIFT = StandardNormal.BITS - CELL_BITS;
    private static final int FRACTION_BITS = 20;
    private static final long OFFSET = (long) LARGEST << StandardNormal.BITS;
    /** So that the step from one point to the next, times a fraction, fits into a long. */
    private static final double LIMIT = 0x1p42;

    private final long[] points = new long[CELLS + 1];

    /**
     * Tabulates a distribution.
     *
     * @param quantiles the distribution; values beyond 2<sup>42</sup> on either side are cut
     */
    public ScoreTable(Quantiles quantiles) {
        for (int i = 0; i <= CELLS; i++) {
            double score = (double) i / (1 << CELL_BITS) - LARGEST;
            double share = StandardNormal.tail(Math.abs(score));
            double value = score < 0 ? quantiles.lower(share) : quantiles.upper(share);
            points[i] = StrictMath.round(Math.max(-LIMIT, Math.min(LIMIT, value)));
        }
    }

    /**
     * The value for a score.
     *
     * @param score in units of 2<sup>-28</sup>; those beyond -8 and 8 count as these
     * @return the value
     */
    public long at(long score) {
        long place = Math.max(0, Math.min(2 * OFFSET - 1, score + OFFSET));
        int cell = (int) (place >> CELL_SHIFT);
        long fraction = (place & (1L << CELL_SHIFT) - 1) >> CELL_SHIFT - FRACTION_BITS;
        long value = points[cell];
        return value + ((points[cell + 1] - value) * fraction >> FRACTION_BITS);
    }
}
