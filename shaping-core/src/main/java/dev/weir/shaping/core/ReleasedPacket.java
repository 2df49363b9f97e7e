package dev.weir.shaping.core;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.engine.Adapters;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.packet.PacketSlab;
import java.util.Arrays;

/**
 * A packet that leaves: a view that is valid only during the call it is handed to. Not thread-safe; reading it allocates
 * nothing, but for {@link #copyBytes}.
 */
public final class ReleasedPacket {
    private final PacketSlab packets;
    private final Adapters adapters;
    private int packet;
    private long releaseNanos;

    ReleasedPacket(Engine engine) {
        this.packets = engine.packets();
        this.adapters = engine.adapters();
    }

    ReleasedPacket set(int handle, long nanos) {
        packet = handle;
        releaseNanos = nanos;
        return this;
    }

    /**
     * The array that holds the packet, from {@link #offset}. It is the engine's own: read it, do not keep it.
     *
     * @return the array
     */
    public byte[] array() {
        return packets.bytes(packet);
    }

    /**
     * Where the packet starts in {@link #array}.
     *
     * @return the index
     */
    public int offset() {
        return packets.offset(packet);
    }

    /**
     * A copy of the packet's bytes.
     *
     * @return a new array of {@link #capturedLength()} bytes
     */
    public byte[] copyBytes() {
        return Arrays.copyOfRange(array(), offset(), offset() + capturedLength());
    }

    /**
     * The number of bytes at hand.
     *
     * @return 0 to {@link #length()}
     */
    public int capturedLength() {
        return packets.capturedLength(packet);
    }

    /**
     * The length on the line in bytes.
     *
     * @return 0 or more
     */
    public int length() {
        return packets.length(packet);
    }

    /**
     * What the first byte is.
     *
     * @return the link type
     */
    public LinkType linkType() {
        return packets.linkType(packet);
    }

    /**
     * The way the packet travels.
     *
     * @return the direction
     */
    public Direction direction() {
        return packets.direction(packet);
    }

    /**
     * The adapter that the packet came from, or that a rule binds it to, with the type that the recipe gives it.
     *
     * @return the adapter, {@link Adapter#NONE} if none was told
     */
    public Adapter adapter() {
        return adapters.get(packets.adapter(packet));
    }

    /**
     * The packet's place in the order of arrival.
     *
     * @return 1 or more
     */
    public long number() {
        return packets.number(packet);
    }

    /**
     * When the packet was offered.
     *
     * @return nanoseconds since the start of the run
     */
    public long arrivalNanos() {
        return packets.arrivalNanos(packet);
    }

    /**
     * When the packet leaves.
     *
     * @return nanoseconds since the start of the run, never less than {@link #arrivalNanos()}
     */
    public long releaseNanos() {
        return releaseNanos;
    }

    /**
     * Which copy it is of the packet that was offered.
     *
     * @return 0 for the packet itself, else 1 to 15 for a copy
     */
    public int copy() {
        return packets.copy(packet);
    }

    /**
     * The mark it was offered with.
     *
     * @return the mark, 0 if none
     */
    public long token() {
        return packets.token(packet);
    }
}
