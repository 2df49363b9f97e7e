package dev.weir.shaping.core.engine;

/** Takes released packets. Called on the engine's thread. */
@FunctionalInterface
public interface ReleaseSink {
    /**
     * A packet leaves the engine. Its handle is valid only during the call.
     *
     * @param packet its handle in the engine's slab
     * @param nowNanos logical time
     * @return whether there was room for it; if not, the engine keeps it, or drops it if its source is lossy
     */
    boolean released(int packet, long nowNanos);
}
