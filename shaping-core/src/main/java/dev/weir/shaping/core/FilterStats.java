package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.core.account.FilterAccount;
import dev.weir.shaping.filter.FilterAction;
import java.util.List;

/**
 * What one filter matched so far. Immutable.
 *
 * @param name the filter's name
 * @param id its id, which packets carry that it pipes
 * @param action what it does to what it matches
 * @param incomingPackets incoming packets it matched
 * @param incomingBytes their bytes
 * @param outgoingPackets outgoing packets it matched
 * @param outgoingBytes their bytes
 * @param errors how often its condition threw
 */
public record FilterStats(
        String name,
        int id,
        FilterAction action,
        long incomingPackets,
        long incomingBytes,
        long outgoingPackets,
        long outgoingBytes,
        long errors) {

    static FilterStats of(FilterAccount account) {
        return new FilterStats(
                account.name(),
                account.id(),
                account.action(),
                account.packets(Direction.INCOMING),
                account.bytes(Direction.INCOMING),
                account.packets(Direction.OUTGOING),
                account.bytes(Direction.OUTGOING),
                account.errors());
    }

    List<Object> identity() {
        return List.of(name, id, action);
    }

    FilterStats plus(FilterStats other) {
        return new FilterStats(
                name,
                id,
                action,
                incomingPackets + other.incomingPackets,
                incomingBytes + other.incomingBytes,
                outgoingPackets + other.outgoingPackets,
                outgoingBytes + other.outgoingBytes,
                errors + other.errors);
    }

    /**
     * Packets that the filter matched.
     *
     * @return 0 or more
     */
    public long packets() {
        return incomingPackets + outgoingPackets;
    }

    /**
     * Bytes that the filter matched.
     *
     * @return 0 or more
     */
    public long bytes() {
        return incomingBytes + outgoingBytes;
    }
}
