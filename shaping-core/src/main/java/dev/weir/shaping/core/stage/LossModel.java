package dev.weir.shaping.core.stage;

/** Decides packet by packet what is lost. Not thread-safe; allocates nothing per packet. */
interface LossModel {
    /** Whether a packet is lost; asked once for each, in the order in which they come. */
    boolean loses(int packet, long nowNanos);

    /** Gives up what the model remembers. */
    default void remove() {}
}
