package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;

/** Where packets leave the stages. Each packet that entered leaves exactly once. Called on the engine's thread. */
public interface Outlet {
    /**
     * A packet has passed every stage.
     *
     * @param packet its handle; if the packet was taken, no longer the stages' own
     * @param nowNanos logical time
     * @return whether it was taken
     */
    boolean release(int packet, long nowNanos);

    /**
     * A stage dropped a packet.
     *
     * @param packet its handle, no longer the stages' own
     * @param reason why
     * @param nowNanos logical time
     */
    void drop(int packet, DropReason reason, long nowNanos);

    /**
     * A stage copies a packet. The copy has entered as the packet has, and is the stage's from here on. Unless an outlet says otherwise it has no room for
     * copies.
     *
     * @param packet its handle
     * @param copy which copy it is, 1 or more
     * @param nowNanos logical time
     * @return the copy's handle, or -1 if there is no room for one, which was counted
     */
    default int copy(int packet, int copy, long nowNanos) {
        return -1;
    }

    /**
     * A stage drew a random number for a packet.
     *
     * @param packet its handle
     * @param draw 64 uniform bits
     */
    void drawn(int packet, long draw);

    /**
     * A full server asks a lossless source to stop.
     *
     * @param source 1 to 255
     */
    void pause(int source);

    /**
     * A server that asked a lossless source to stop has room again.
     *
     * @param source 1 to 255
     */
    void resume(int source);
}
