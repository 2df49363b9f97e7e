package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for IP packets that carry one protocol. Immutable and thread-safe.
 *
 * @param number 0 to 255
 */
public record ProtocolIs(int number) implements Match {
    /**
     * Checks the range.
     *
     * @param number 0 to 255
     * @throws IllegalArgumentException if out of range
     */
    public ProtocolIs {
        IpProtocols.nameOf(number);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return packet.ipProto() == number;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.PROTOCOL);
    }

    @Override
    public boolean flowConstant() {
        return true;
    }

    @Override
    public String toString() {
        return "protocol(" + IpProtocols.nameOf(number) + ")";
    }
}
