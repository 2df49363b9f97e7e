package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.EnumSet;
import java.util.Set;

/**
 * Holds for packets with an address of one end among those that a name stands for at present; for none while nothing is known. Immutable and thread-safe.
 *
 * @param end whose address
 * @param name what the address must belong to
 */
public record NamedAddress(End end, AddressName name) implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        return context.addresses(name).contains(end.address(packet), end.mac(packet));
    }

    @Override
    public Set<PacketField> fields() {
        Set<PacketField> fields = EnumSet.of(PacketField.ADDRESS_NAMES);
        fields.addAll(end.fields(PacketField.SOURCE_ADDRESS, PacketField.DESTINATION_ADDRESS));
        fields.addAll(end.fields(PacketField.SOURCE_MAC, PacketField.DESTINATION_MAC));
        return Set.copyOf(fields);
    }

    @Override
    public Set<AddressName> names() {
        return Set.of(name);
    }

    /** What the name stands for may change while a flow lives. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return end + "(" + name + ")";
    }
}
