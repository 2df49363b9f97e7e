package dev.weir.shaping.core.stage;

/**
 * What one stream of a tracked limit has done so far.
 *
 * @param key what its packets have in common
 * @param packetsIn packets that came
 * @param bytesIn bytes that came
 * @param packetsOut packets that went on
 * @param bytesOut bytes that went on
 * @param firstSeenNanos when it began
 * @param lastSeenNanos when a packet last came or went on
 * @param waitingPackets packets in its queue
 * @param waitingBytes bytes in its queue
 */
public record StreamAccount(
        StreamKey key,
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut,
        long firstSeenNanos,
        long lastSeenNanos,
        long waitingPackets,
        long waitingBytes) {}
