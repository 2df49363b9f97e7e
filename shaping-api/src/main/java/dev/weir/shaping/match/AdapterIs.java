package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for packets of one network adapter. Immutable and thread-safe.
 *
 * @param id the adapter's id; may be negative
 */
public record AdapterIs(int id) implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        return packet.adapterId() == id;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.ADAPTER);
    }

    /** Packets of one flow may come by different ways. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "adapter(" + id + ")";
    }
}
