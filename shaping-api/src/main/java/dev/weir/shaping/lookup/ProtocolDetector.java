package dev.weir.shaping.lookup;

import dev.weir.shaping.Packet;
import org.jspecify.annotations.Nullable;

/**
 * Names the application protocol of a flow from its packets. Asked for each packet of a flow that a rule asks about, until it
 * answers; the answer holds for the rest of the flow. Called on
 * the engine's thread; must be thread-safe if several engines share it.
 */
public non-sealed interface ProtocolDetector extends Lookup {
    /**
     * The application protocol.
     *
     * @param packet the packet; valid only during this call
     * @return a lower-case name such as {@code "http"}, or null while undecided
     */
    @Nullable
    String detect(Packet packet);
}
