package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Packet;
import dev.weir.shaping.core.packet.FlowKey;
import dev.weir.shaping.core.packet.FlowSlots;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.lookup.Lookup;
import java.util.List;

/**
 * Shows packets as a rule would see them, without shaping anything.
 *
 * <p>Not thread-safe. The view is reused: it is valid until the next packet.
 */
public final class PacketInspector {
    private static final int FLOWS = 4_096;

    private final PacketHeaders headers = new PacketHeaders();
    private final FlowKey key = new FlowKey();
    private final FlowTable flows = new FlowTable(FLOWS, new FlowSlots());
    private final PacketView view;
    private long latestNanos;

    /**
     * An inspector.
     *
     * @param lookups providers of what is not in the packet; may be empty
     */
    public PacketInspector(List<Lookup> lookups) {
        view = new PacketView(headers, flows, Providers.of(lookups).started());
    }

    /**
     * Shows a packet.
     *
     * @param timestampNanos when it came, in nanoseconds since any start
     * @param bytes an array that holds it
     * @param offset where it starts
     * @param capturedLength the bytes at hand
     * @param length its length on the line in bytes
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @return a view of it, valid until the next call
     */
    public Packet inspect(
            long timestampNanos,
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction) {
        HeaderDecoder.decode(bytes, offset, capturedLength, linkType, headers);
        key.set(headers, direction);
        latestNanos = Math.max(latestNanos, timestampNanos);
        int flow = flows.enter(key, latestNanos);
        view.set(bytes, offset, capturedLength, length, linkType, direction, timestampNanos, flow);
        view.inspect();
        return view;
    }

    /**
     * Whether the TCP flags of the packet last shown were read from it. They were not if it is no TCP packet, a later fragment, or cut off
     * in front of them; {@link Packet#tcpFlags()} is 0 then.
     *
     * @return true if they were read
     */
    public boolean hasTcpFlags() {
        return headers.hasTcpFlags;
    }
}
