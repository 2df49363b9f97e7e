package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.Packet;
import java.util.Set;

/** Holds for ARP packets. */
record Arp() implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        return packet.ethProto() == EtherTypes.ARP;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.ETHER_TYPE);
    }

    @Override
    public boolean flowConstant() {
        return true;
    }

    @Override
    public String toString() {
        return "protocol(ARP)";
    }
}
