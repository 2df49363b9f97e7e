package dev.weir.shaping.core.packet;

import org.jspecify.annotations.Nullable;

/**
 * What was known of a flow at one time.
 *
 * @param key its key
 * @param firstSeenNanos when it entered the table, logical time
 * @param lastSeenNanos when its latest packet arrived
 * @param inFlight its packets in the engine
 * @param packetsIn packets that entered
 * @param bytesIn their bytes
 * @param packetsOut packets that were released
 * @param bytesOut their bytes
 * @param second the second in which one was last released, counted from that of the start
 * @param bytesInSecond bytes released in that second
 * @param bytesInSecondBefore bytes released in the second before
 * @param decided what was decided last
 * @param attributes what was kept for it, or null
 */
public record FlowSnapshot(
        FlowKey key,
        long firstSeenNanos,
        long lastSeenNanos,
        long inFlight,
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut,
        long second,
        long bytesInSecond,
        long bytesInSecondBefore,
        long decided,
        @Nullable Object attributes) {

    /**
     * Whether the flow goes on: packets are in the engine, or the latest is not longer ago than its idle time.
     *
     * @param nowNanos logical time
     * @return false if the next packet would start it over
     */
    public boolean active(long nowNanos) {
        return inFlight > 0 || nowNanos - lastSeenNanos <= FlowTable.idleNanos(key.rest);
    }
}
