package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for packets of one EtherType, behind all VLAN tags. Immutable and thread-safe.
 *
 * @param type 0 to 65535, see {@link EtherTypes}
 */
public record EtherTypeIs(int type) implements Match {
    /**
     * Checks the range.
     *
     * @param type 0 to 65535, see {@link EtherTypes}
     * @throws IllegalArgumentException if out of range
     */
    public EtherTypeIs {
        EtherTypes.nameOf(type);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return packet.ethProto() == type;
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
        return type == EtherTypes.ARP ? "protocol(ARP)" : "etherType(" + EtherTypes.nameOf(type) + ")";
    }
}
