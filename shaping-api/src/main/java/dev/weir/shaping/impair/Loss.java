package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;

/**
 * Decides which packets are lost. Immutable and thread-safe.
 *
 * <p>Draws are a function of the seed, the rule, the flow and the packet's number in its flow, so a packet's fate does not depend
 * on other flows.
 */
public sealed interface Loss permits Loss.Random {
    /** Loses nothing. */
    Loss NONE = new Random(Probability.ZERO);

    /**
     * Loses each packet independently with one probability (Bernoulli trials).
     *
     * @param probability 0 loses nothing, 1 everything
     * @return the model
     */
    static Loss random(Probability probability) {
        return new Random(probability);
    }

    /**
     * Independent losses.
     *
     * @param probability of losing a packet
     */
    record Random(Probability probability) implements Loss {
        @Override
        public String toString() {
            return probability.toString();
        }
    }
}
