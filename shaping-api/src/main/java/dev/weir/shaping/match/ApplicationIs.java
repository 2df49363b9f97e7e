package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Holds for packets of flows that speak one of some application protocols; never before a detector knows. Immutable and thread-safe.
 *
 * @param protocols names in lower case, at least one
 */
public record ApplicationIs(List<String> protocols) implements Match {
    /**
     * Copies the names, in lower case.
     *
     * @param protocols names in lower case, at least one
     * @throws IllegalArgumentException if there is none, or one is blank
     */
    public ApplicationIs {
        protocols = Words.checked(
                "application protocol",
                protocols.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        String found = packet.appProto();
        return found != null && protocols.contains(found);
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.APPLICATION);
    }

    /** A detector needs the first packets of a flow to tell. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "application(" + String.join(", ", protocols) + ")";
    }
}
