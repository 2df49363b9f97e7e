package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for IP packets of either version. Immutable and thread-safe.
 */
public record Ip() implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        return packet.ipVersion() != 0;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.IP_VERSION);
    }

    @Override
    public boolean flowConstant() {
        return true;
    }

    @Override
    public String toString() {
        return "protocol(IP)";
    }
}
