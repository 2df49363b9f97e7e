package dev.weir.shaping.core;

/** Is told of the copies that an embedded run makes of packets, on the run's thread. Must not wait. */
@FunctionalInterface
public interface CopyListener {
    /**
     * A packet is copied. Called on the thread of the run; must neither call the run nor throw.
     *
     * @param copy the copy, with the mark of its original; valid only during this call
     */
    void copied(ReleasedPacket copy);
}
