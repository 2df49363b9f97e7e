package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for every packet. Immutable and thread-safe.
 */
public record Always() implements Match {
    @Override
    public boolean matches(Packet packet, Context context) {
        return true;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of();
    }

    @Override
    public boolean flowConstant() {
        return true;
    }

    @Override
    public String toString() {
        return "any";
    }
}
