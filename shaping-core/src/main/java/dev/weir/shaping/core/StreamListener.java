package dev.weir.shaping.core;

/**
 * Hears of the streams of limits that are tracked or have a quota. Called on the thread that shapes, so it should be quick; what it throws is counted as
 * an error of the rule and does no harm. Events are told when the engine finds out: a stream that is idle for too long ends with the next packet of
 * it, or when another stream begins.
 */
public interface StreamListener {
    /**
     * A stream began with a packet.
     *
     * @param stream the stream, with nothing counted yet
     */
    default void opened(StreamStats stream) {}

    /**
     * A stream ended: it was idle for too long, made room for another, or its rule is gone.
     *
     * @param stream what it did
     */
    default void closed(StreamStats stream) {}
}
