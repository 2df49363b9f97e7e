package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for packets with ports and that of one end in a set. Immutable and thread-safe.
 *
 * @param end whose port
 * @param ports the set
 */
public record PortIn(End end, PortSet ports) implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        return packet.hasPorts() && ports.contains(end.port(packet));
    }

    @Override
    public Set<PacketField> fields() {
        return end.fields(PacketField.SOURCE_PORT, PacketField.DESTINATION_PORT);
    }

    /** A later fragment, without ports, may be in the flow of packets with port 0. */
    @Override
    public boolean flowConstant() {
        return !ports.contains(0);
    }

    @Override
    public String toString() {
        return end + "Ports(" + ports + ")";
    }
}
