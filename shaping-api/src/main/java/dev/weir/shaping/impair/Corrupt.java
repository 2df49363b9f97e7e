package dev.weir.shaping.impair;

import dev.weir.shaping.Probability;

/**
 * Which packets arrive with one bit changed: a random bit of a random byte. Immutable and thread-safe; {@code toString} is the text form and is read back by
 * {@link #parse}.
 *
 * <p>Each packet is drawn for by itself. Unless checksums are repaired, whoever receives such a packet will mostly drop it; if they are, the change reaches the
 * application. A packet of a source that sends a stream, which has no wrong bytes, is dropped in place of being changed.
 *
 * @param probability the share of packets that are changed
 * @param payloadOnly whether only bytes behind the TCP or UDP header are changed; packets without any are left as they are then
 * @param repaired whether the checksums of IPv4, TCP, UDP and ICMP are computed anew after the change
 */
public record Corrupt(Probability probability, boolean payloadOnly, boolean repaired) {
    /** Changes nothing. */
    public static final Corrupt NONE = of(Probability.ZERO);

    /**
     * Changes one bit of a share of the packets, headers included, and leaves checksums as they are.
     *
     * @param probability the share
     * @return the model
     */
    public static Corrupt of(Probability probability) {
        return new Corrupt(probability, false, false);
    }

    /**
     * The same, but for headers.
     *
     * @return a model that changes payloads alone
     */
    public Corrupt ofPayload() {
        return new Corrupt(probability, true, repaired);
    }

    /**
     * The same, with checksums computed anew.
     *
     * @return a model whose changes no checksum tells
     */
    public Corrupt withRepairedChecksums() {
        return new Corrupt(probability, payloadOnly, true);
    }

    /**
     * Reads a text such as {@code 0.1 %} or {@code 0.1 % of the payload with repaired checksums}.
     *
     * @param text the text
     * @return the model
     * @throws IllegalArgumentException naming the value and what was expected
     */
    public static Corrupt parse(String text) {
        return CorruptWords.parse(text);
    }

    /** Whether it changes anything. */
    boolean isNone() {
        return probability.equals(Probability.ZERO);
    }

    @Override
    public String toString() {
        return probability
                + (payloadOnly ? " " + CorruptWords.PAYLOAD : "")
                + (repaired ? " " + CorruptWords.REPAIRED : "");
    }
}
