package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.Packet;
import java.util.Set;

/** Holds for IP packets that carry one protocol. */
record ProtocolIs(int number) implements Match {
    ProtocolIs {
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
