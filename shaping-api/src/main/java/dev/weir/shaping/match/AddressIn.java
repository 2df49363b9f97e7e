package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for IP packets with the address of one end in a set. Immutable and thread-safe.
 *
 * @param end whose address
 * @param addresses the set
 */
public record AddressIn(End end, AddressSet addresses) implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        IpAddress address = end.address(packet);
        return address != null && addresses.contains(address);
    }

    @Override
    public Set<PacketField> fields() {
        return end.fields(PacketField.SOURCE_ADDRESS, PacketField.DESTINATION_ADDRESS);
    }

    @Override
    public boolean flowConstant() {
        return true;
    }

    @Override
    public String toString() {
        return end + "(" + addresses + ")";
    }
}
