package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for packets of network adapters of one name. Immutable and thread-safe.
 *
 * @param name the name, compared with case
 */
public record AdapterNameIs(String name) implements Match {
    /**
     * Checks the name.
     *
     * @param name the name, compared with case
     * @throws IllegalArgumentException if it is blank
     */
    public AdapterNameIs {
        if (name.isBlank()) {
            throw new IllegalArgumentException("adapter name must not be blank: \"" + name + "\"");
        }
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return name.equals(packet.adapter());
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
        return "adapterName(" + name + ")";
    }
}
