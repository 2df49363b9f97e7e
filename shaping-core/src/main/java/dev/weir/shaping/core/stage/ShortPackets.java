package dev.weir.shaping.core.stage;

/**
 * What short packets cost of a limit on bytes: their size and a padding. Immutable and thread-safe.
 *
 * @param threshold packets below this many bytes are short
 * @param padding bytes that a short packet counts more
 */
public record ShortPackets(int threshold, int padding) {
    /** No packet is short. */
    public static final ShortPackets NONE = new ShortPackets(0, 0);

    /** The bits that a packet costs. */
    long bits(int length) {
        return 8L * (length < threshold ? length + padding : length);
    }
}
