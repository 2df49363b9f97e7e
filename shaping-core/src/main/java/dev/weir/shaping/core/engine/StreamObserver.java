package dev.weir.shaping.core.engine;

/** Hears of streams that begin and end, on the engine's thread. What it throws is counted as an error of the stream's rule. */
public interface StreamObserver {
    /**
     * A stream began.
     *
     * @param stream the stream, with nothing counted yet
     */
    void opened(StreamEntry stream);

    /**
     * A stream ended.
     *
     * @param stream what it did
     */
    void closed(StreamEntry stream);
}
