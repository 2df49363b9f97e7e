package dev.weir.cli.conformance;

/** The standard normal distribution in double precision. */
final class Normal {
    private static final double FAR = 8;

    private Normal() {}

    /** The share below a score: half, and the density times x + x^3/3 + x^5/15 + .. (Marsaglia 2004). */
    static double below(double score) {
        if (Math.abs(score) > FAR) {
            return score < 0 ? 0 : 1;
        }
        double sum = 0;
        double term = score;
        for (int odd = 3; sum + term != sum; odd += 2) {
            sum += term;
            term *= score * score / odd;
        }
        return 0.5 + sum * Math.exp(-score * score / 2) / Math.sqrt(2 * Math.PI);
    }
}
