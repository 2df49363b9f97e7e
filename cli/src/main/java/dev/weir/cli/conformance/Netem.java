package dev.weir.cli.conformance;

import java.util.SplittableRandom;

/** The formulas of netem that do not give what they are asked for, to show beside ours. */
final class Netem {
    private static final int DRAWS = 1_000_000;
    private static final int BITS = 32;
    private static final long ONE = 1L << BITS;

    private Netem() {}

    /** The correlated draws of 32 bits: a weighted average of a fresh one and the last, which is not uniform any more. */
    private static final class Draws {
        private final SplittableRandom random = new SplittableRandom(1);
        private final double correlation;
        private double last = random.nextDouble() * ONE;

        Draws(double correlation) {
            this.correlation = correlation;
        }

        long next() {
            last = (1 - correlation) * random.nextDouble() * ONE + correlation * last;
            return (long) last;
        }
    }

    /** The share that {@code loss P CORRELATION} loses. */
    static double correlatedLoss(double share, double correlation) {
        Draws draws = new Draws(correlation);
        int lost = 0;
        for (int i = 0; i < DRAWS; i++) {
            lost += draws.next() <= share * ONE ? 1 : 0;
        }
        return (double) lost / DRAWS;
    }

    /** The correlation of neighbours under {@code delay MEAN JITTER CORRELATION}, which keeps the draw's remainder by twice the jitter. */
    static double delayCorrelation(long jitterNanos, double correlation) {
        Draws draws = new Draws(correlation);
        double[] delays = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            delays[i] = draws.next() % (2 * jitterNanos);
        }
        return Samples.correlation(delays, 1);
    }
}
