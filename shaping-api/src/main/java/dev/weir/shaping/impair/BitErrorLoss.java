package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;

/**
 * Losses by the length of packets: a packet of n bytes on the line is lost with the probability {@code 1 - (1 - e)^(8n)}. Immutable and thread-safe.
 *
 * @param perBit the bit error rate, e
 */
public record BitErrorLoss(Probability perBit) implements Loss {
    @Override
    public String toString() {
        return Call.print("bit-errors", perBit);
    }
}
