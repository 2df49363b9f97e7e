package dev.weir.shaping;

/**
 * Why a packet was not released. Every packet that enters an engine either is released or is counted under one of these.
 */
public enum DropReason {
    /** A filter blocks it. */
    FILTERED,
    /** A rule or the default priority blocks it. */
    BLOCKED,
    /** A loss model drew it: {@code drop(..)} in a rule, or {@code loss=} of an impairment. */
    LOSS,
    /** The queue of a rate limit was full. */
    LIMIT_QUEUE_FULL,
    /** The queue in front of a serialising link was full. */
    LINK_QUEUE_FULL,
    /** The discipline of a link's queue dropped it to keep the queue short. */
    AQM,
    /** The link had ended: its trace was over. */
    LINK_ENDED,
    /** The queue of a traffic class (high, normal or low) was full, and it was the lowest with anything waiting. */
    CLASS_QUEUE_FULL,
    /** A policed limit had no tokens for it. */
    POLICED,
    /** The rule's quota was reached, and blocks. */
    QUOTA_REACHED,
    /** The engine held as many packet bytes as it may. */
    PACKET_MEMORY_FULL,
    /** Every entry of the flow table had packets in flight. */
    FLOW_TABLE_FULL,
    /** The lane from a producer to a live engine was full. */
    INPUT_FULL,
    /** The backend of a live engine was too slow to take what was released, and the packet's source cannot wait. */
    OUTPUT_FULL,
    /** The engine was closed while it held the packet, and did not release it. */
    CLOSED,
    /** It was to be changed or cut off, but is a piece of a stream, which has no wrong bytes: whoever receives it would see so by its checksum. */
    CORRUPTED,
    /** It was longer than the {@code mtu=} of an impairment. */
    TOO_LONG,
    /** Its TTL or hop limit fell to 0 by the {@code ttl=} of an impairment. */
    TTL_EXPIRED
}
