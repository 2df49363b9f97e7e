package dev.weir.shaping.core;

import dev.weir.shaping.DropReason;

/** Is told of the packets that an embedded run drops, on the run's thread. Must not wait. */
@FunctionalInterface
public interface DropListener {
    /**
     * A packet is dropped, while it is offered or later. Not called for packets that found no room in the first place, nor for those that {@link
     * EmbeddedShaping#close} gives up. Called on the thread of the run; must neither call the run nor throw.
     *
     * @param packet the packet, as it would have left; valid only during this call
     * @param reason why
     */
    void dropped(ReleasedPacket packet, DropReason reason);
}
