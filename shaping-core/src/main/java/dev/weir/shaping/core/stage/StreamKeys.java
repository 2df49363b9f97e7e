package dev.weir.shaping.core.stage;

/** Tells which stream the packet belongs to that is being admitted. Called on the engine's thread. */
@FunctionalInterface
public interface StreamKeys {
    /**
     * Fills in the key.
     *
     * @param packet the handle of the packet that was judged last
     * @param key takes the answer
     */
    void read(int packet, StreamKey key);
}
