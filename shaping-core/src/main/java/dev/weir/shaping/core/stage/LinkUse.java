package dev.weir.shaping.core.stage;

/** What a serialising link did for one engine. Not thread-safe. */
public interface LinkUse {
    /**
     * How long the link sent packets of this engine.
     *
     * @return nanoseconds, 0 or more
     */
    long busyNanos();

    /**
     * What the link sent for this engine.
     *
     * @return bytes of packets whose last bit is out, 0 or more
     */
    long sentBytes();

    /**
     * What the queue of the link marked with <em>congestion experienced</em>.
     *
     * @return packets, 0 or more
     */
    long marked();
}
