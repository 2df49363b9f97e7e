package dev.weir.shaping.core.stage;

import dev.weir.shaping.Direction;

/**
 * What one stream of a tracked limit has done so far. Immutable but for the key, which is the account's own.
 *
 * @param key what its packets have in common
 * @param incoming what its incoming packets did
 * @param outgoing what its outgoing packets did
 * @param firstSeenNanos when it began
 * @param lastSeenNanos when a packet last came, or the last one that waited went on
 * @param quotaReached whether its quota was reached in the period that ends then
 * @param periodEndNanos when the quota's period ends, 0 without a quota
 */
public record StreamAccount(
        StreamKey key,
        StreamCounts incoming,
        StreamCounts outgoing,
        long firstSeenNanos,
        long lastSeenNanos,
        boolean quotaReached,
        long periodEndNanos) {

    /**
     * The counts of a direction.
     *
     * @param direction the direction
     * @return its counts
     */
    public StreamCounts counts(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }
}
