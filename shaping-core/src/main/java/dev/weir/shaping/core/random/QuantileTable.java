package dev.weir.shaping.core.random;

/**
 * A distribution as a table: what turns uniform draws into its values. Each half has an {@link OctaveTable} of its own, so that both tails are
 * exact up to the last 2<sup>-32</sup>; draws beyond take the value there.
 *
 * <p>Immutable and thread-safe; 32 kB; allocates nothing when asked.
 */
public final class QuantileTable {
    private final OctaveTable lower;
    private final OctaveTable upper;

    /**
     * Tabulates a distribution.
     *
     * @param quantiles the distribution
     * @param scale by which its values are multiplied, before they are rounded
     */
    public QuantileTable(Quantiles quantiles, double scale) {
        lower = new OctaveTable(share -> quantiles.lower(share) * scale);
        upper = new OctaveTable(share -> quantiles.upper(share) * scale);
    }

    /**
     * The value that a draw stands for.
     *
     * @param draw 64 uniform bits
     * @return the value, times the scale
     */
    public long at(long draw) {
        return draw >= 0 ? lower.at(draw) : upper.at(~draw);
    }
}
