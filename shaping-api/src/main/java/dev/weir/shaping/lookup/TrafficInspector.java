package dev.weir.shaping.lookup;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Packet;
import org.jspecify.annotations.Nullable;

/**
 * What one run learns from its packets. The shards of a run share it, each from its own thread, so it must be thread-safe and not lock; both directions
 * of a connection are seen by one thread. Nothing is learnt but from packets and their times, so that a replay learns the same.
 */
public interface TrafficInspector {
    /**
     * Takes a flow (addresses, ports, protocol and direction) that begins, or that comes back after it was idle. May allocate.
     *
     * @param first its first packet; valid only during this call, and shown to the observer next
     * @return who is to see its packets, for instance who sees those of the other direction; or null if nobody is
     */
    @Nullable
    FlowObserver observe(Packet first);

    /**
     * The name by which an address was asked for.
     *
     * @param address the address
     * @param nowNanos logical time, as {@link Packet#timestampNanos()} gives it
     * @return the name, or null if none was seen or it is too old
     */
    @Nullable
    String hostName(IpAddress address, long nowNanos);

    /**
     * As {@link Lookup#version}, of {@link #hostName}.
     *
     * @return any number; changes when a name was learnt
     */
    long version();
}
