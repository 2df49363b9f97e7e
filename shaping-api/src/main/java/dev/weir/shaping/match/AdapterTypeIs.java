package dev.weir.shaping.match;

import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for packets of network adapters of some types. Immutable and thread-safe.
 *
 * @param types at least one
 */
public record AdapterTypeIs(Set<AdapterType> types) implements Match {
    /**
     * Copies the types.
     *
     * @param types at least one
     * @throws IllegalArgumentException if there is none
     */
    public AdapterTypeIs {
        types = Words.checked("adapter type", types);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return types.contains(packet.adapterType());
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
        return Words.of("adapterType", types);
    }
}
