package dev.weir.shaping.core.stage;

/** Knows who sends a packet. Called on the engine's thread. */
@FunctionalInterface
public interface SenderSource {
    /**
     * The sender of a packet.
     *
     * @param packet its handle
     * @return a number that tells processes apart; the same for all that are unknown
     */
    int sender(int packet);
}
