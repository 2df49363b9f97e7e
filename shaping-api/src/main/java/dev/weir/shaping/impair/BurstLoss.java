package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Losses in bursts, by what comes out: the share that is lost and the mean burst. Immutable and thread-safe.
 *
 * @param probability the share of packets that is lost, P, at most {@code L / (1 + L)}
 * @param meanLength the mean number of packets lost in a row, L, 1 to {@value #MOST_LENGTH}
 */
public record BurstLoss(Probability probability, double meanLength) implements Loss {
    /** The longest mean burst. */
    public static final int MOST_LENGTH = 1_000_000;

    /**
     * Checks that there is such a chain.
     *
     * @param probability the share of packets that is lost
     * @param meanLength the mean number of packets lost in a row
     * @throws IllegalArgumentException if a value is out of range, or both together are not possible
     */
    public BurstLoss {
        meanLength = Numbers.within("mean burst", meanLength, 1, MOST_LENGTH);
        double most = meanLength / (1 + meanLength);
        if (probability.value() > most) {
            double printed = new BigDecimal(most)
                    .round(new MathContext(6, RoundingMode.DOWN))
                    .doubleValue();
            throw new IllegalArgumentException(
                    "loss in bursts of " + Numbers.format(meanLength) + " must be at most " + Numbers.percent(printed)
                            + ", as one packet at least survives between two bursts: " + probability);
        }
    }

    /**
     * The chain with these outcomes: {@code r = 1 / L} and {@code p = P / (L (1 - P))}.
     *
     * @return the chain
     */
    public GilbertLoss chain() {
        double p = probability.value() / (meanLength * (1 - probability.value()));
        return new GilbertLoss(
                Probability.of(Math.min(1, p)), Probability.of(1 / meanLength), Probability.ONE, Probability.ZERO);
    }

    @Override
    public String toString() {
        return probability + " in bursts of " + Numbers.format(meanLength);
    }
}
