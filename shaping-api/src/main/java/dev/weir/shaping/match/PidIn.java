package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for packets of processes with an id in a set; never where the process is unknown. Immutable and thread-safe.
 *
 * @param ids 0 to 2 147 483 647
 */
public record PidIn(NumberSet ids) implements Match {
    /**
     * Checks the numbers.
     *
     * @param ids 0 to 2 147 483 647
     * @throws IllegalArgumentException if one is out of range
     */
    public PidIn {
        ids.requireWithin("process id", 0, Integer.MAX_VALUE);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return ids.contains(packet.pid());
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.PROCESS);
    }

    /** The owner of a connection may become known after its first packets. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "pids(" + ids + ")";
    }
}
