package dev.weir.shaping.core.stage;

/** Says packet by packet how long each should be held back. Not thread-safe; allocates nothing per packet. */
interface DelayModel {
    /** How long a packet is to be held back; below 0 counts as 0. Asked once for each, in the order in which they come. */
    long nanos(int packet, long nowNanos);

    /** Gives up what the model remembers. */
    default void remove() {}
}
