package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Set;

/**
 * Holds for packets that a pipe filter with an id in a set let in. Immutable and thread-safe.
 *
 * @param ids from 1; filters have ids below 2 147 483 648, so that no packet has a greater one
 */
public record FilterIn(NumberSet ids) implements Match {
    /**
     * Checks the numbers.
     *
     * @param ids from 1
     * @throws IllegalArgumentException if one is 0 or less
     */
    public FilterIn {
        ids.requireWithin("filter id", 1, Long.MAX_VALUE);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        return ids.contains(packet.filter());
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.FILTER);
    }

    /** Filters may look at anything, and change while a flow lives. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "filter(" + ids + ")";
    }
}
