package dev.weir.shaping.capture;

/**
 * Where released packets wait for a backend. For one consumer thread at a time; polling is wait-free and allocates nothing.
 *
 * <p>When it is full, packets that came through a {@link SourceKind#LOSSY} intake are dropped, as {@link dev.weir.shaping.DropReason#OUTPUT_FULL}; those that came
 * through a {@link SourceKind#LOSSLESS} one wait in the engine, in order, and their intakes pause until all have left.
 */
public interface PacketOutlet {
    /**
     * Takes waiting packets, in the order of their release. Wait-free but for the handler; allocates nothing.
     *
     * @param handler takes each; what it throws is thrown after the packet is taken
     * @param max how many at most, 0 or more
     * @return how many were taken
     */
    int poll(PacketHandler handler, int max);

    /**
     * Waits until a packet is there, the engine has ended, the time is over or the thread is interrupted. May return early.
     *
     * @param nanos the longest time in nanoseconds
     */
    void await(long nanos);

    /**
     * Whether the engine has ended: nothing follows what is waiting now.
     *
     * @return true after the last release
     */
    boolean closed();
}
