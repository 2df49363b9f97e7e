package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.MacAddress;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of either kind that one name stands for. Immutable, thread-safe, equal by value.
 *
 * @param addresses the IP addresses
 * @param macs the MAC addresses
 */
public record EndpointSet(AddressSet addresses, MacSet macs) {
    /** No address at all. */
    public static final EndpointSet EMPTY = new EndpointSet(AddressSet.EMPTY, MacSet.EMPTY);

    /**
     * Checks that both are there.
     *
     * @param addresses the IP addresses
     * @param macs the MAC addresses
     */
    public EndpointSet {
        Objects.requireNonNull(addresses, "addresses");
        Objects.requireNonNull(macs, "macs");
    }

    /**
     * IP addresses alone.
     *
     * @param addresses the addresses
     * @return the set
     */
    public static EndpointSet of(AddressSet addresses) {
        return new EndpointSet(addresses, MacSet.EMPTY);
    }

    /**
     * Reads a list of addresses of either kind.
     *
     * @param text addresses as {@link AddressSet#parse} and {@link MacSet#parse} read them; blank for none
     * @return the set
     * @throws IllegalArgumentException if an item is no address
     */
    public static EndpointSet parse(String text) {
        if (text.isBlank()) {
            return EMPTY;
        }
        EndpointList list = EndpointList.parse(text);
        if (list.any() || !list.names().isEmpty() || !list.hostPatterns().isEmpty()) {
            throw new IllegalArgumentException("list of addresses must not have names: \"" + text + "\"");
        }
        return list.members();
    }

    /**
     * All addresses of some sets.
     *
     * @param sets the sets
     * @return the set of what is in one of them
     */
    public static EndpointSet union(Collection<EndpointSet> sets) {
        return new EndpointSet(
                AddressSet.union(sets.stream().map(EndpointSet::addresses).toList()),
                MacSet.union(sets.stream().map(EndpointSet::macs).toList()));
    }

    /**
     * Whether one of an end's addresses is in the set. Allocates nothing.
     *
     * @param address the IP address, or null
     * @param mac the MAC address, or null
     * @return true if one is
     */
    public boolean contains(@Nullable IpAddress address, @Nullable MacAddress mac) {
        return address != null && addresses.contains(address) || mac != null && macs.contains(mac);
    }

    /**
     * Whether the set has no address.
     *
     * @return true if it has none
     */
    public boolean isEmpty() {
        return addresses.isEmpty() && macs.isEmpty();
    }

    /** IP addresses, then MAC addresses; read back by {@link #parse}. */
    @Override
    public String toString() {
        return addresses + (addresses.isEmpty() || macs.isEmpty() ? "" : ", ") + macs;
    }
}
