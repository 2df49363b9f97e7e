package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for packets with an Ethernet header, with the MAC address of one end in a set. Immutable and thread-safe.
 *
 * @param end whose address
 * @param addresses the addresses
 */
public record MacIn(End end, MacSet addresses) implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        MacAddress address = end.mac(packet);
        return address != null && addresses.contains(address);
    }

    @Override
    public Set<PacketField> fields() {
        return end.fields(PacketField.SOURCE_MAC, PacketField.DESTINATION_MAC);
    }

    /** A flow is told apart by IP addresses, not by MAC addresses. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return end + "Mac(" + addresses + ")";
    }
}
