package dev.weir.shaping.core.random;

/** The quantile function of a distribution, from both ends so that neither tail loses digits. For use while tables are built. */
public interface Quantiles {
    /**
     * The value below which a share of all lies.
     *
     * @param share above 0, to 1/2
     * @return the value
     */
    double lower(double share);

    /**
     * The value above which a share of all lies.
     *
     * @param share above 0, to 1/2
     * @return the value
     */
    double upper(double share);
}
