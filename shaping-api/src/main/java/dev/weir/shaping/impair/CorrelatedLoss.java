package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;

/**
 * Losses of which neighbours are correlated: a chain of two states, lost and not lost. After a packet that survived the next is lost with
 * {@code P (1 - c)}, after a lost one with {@code P + c (1 - P)}. The share lost is exactly P, the mean burst {@code 1 / ((1 - P) (1 - c))}.
 * Immutable and thread-safe.
 *
 * @param probability the share of packets that is lost, P
 * @param correlation of the losses of neighbours, c, 0 to below 1
 */
public record CorrelatedLoss(Probability probability, double correlation) implements Loss {
    /**
     * Checks the range.
     *
     * @param probability the share of packets that is lost
     * @param correlation of the losses of neighbours
     * @throws IllegalArgumentException if the correlation is out of range
     */
    public CorrelatedLoss {
        if (!(correlation >= 0 && correlation < 1)) {
            throw new IllegalArgumentException("correlation of losses must be within 0.0..<1.0: " + correlation);
        }
        correlation += 0.0;
    }

    /**
     * The same law as a chain.
     *
     * @return the chain
     */
    public GilbertLoss chain() {
        double rest = 1 - correlation;
        return new GilbertLoss(
                Probability.of(probability.value() * rest),
                Probability.of((1 - probability.value()) * rest),
                Probability.ONE,
                Probability.ZERO);
    }

    @Override
    public String toString() {
        return Call.print("correlated", probability, Numbers.percent(correlation));
    }
}
