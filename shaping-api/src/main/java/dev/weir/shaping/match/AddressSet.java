package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of IP addresses.
 *
 * <p>The families are apart: an IPv4 address is never in an IPv6 network, and an IPv4-mapped IPv6 address is IPv6. Immutable,
 * thread-safe, equal by value. {@link #contains} is a binary search over the set's ranges, and after that a walk over its
 * masks with gaps; it allocates nothing. {@code toString} is read back by {@link #parse}, unless the set is empty.
 */
public final class AddressSet {
    private static final Comparator<MaskedAddress> BY_ADDRESS = Comparator.comparing(
                    MaskedAddress::address, AddressRange::compare)
            .thenComparing(MaskedAddress::mask, AddressRange::compare);

    /** The set without an address. */
    public static final AddressSet EMPTY = of(List.of());

    private final AddressTable table;
    private final List<MaskedAddress> masked;

    private AddressSet(Collection<AddressRange> ranges, Collection<MaskedAddress> masked) {
        AddressTableBuilder builder = new AddressTableBuilder();
        ranges.forEach(builder::add);
        TreeSet<MaskedAddress> sorted = new TreeSet<>(BY_ADDRESS);
        sorted.addAll(masked);
        this.table = builder.build();
        this.masked = List.copyOf(sorted);
    }

    /**
     * Reads a list separated by commas: addresses, networks ({@code 10.0.0.0/8}), ranges with both ends included
     * ({@code 10.0.0.5 - 10.0.0.99}), addresses with a mask that may have gaps ({@code 10.0.0.1/255.0.255.0}).
     *
     * @param text the list
     * @return the set, with at least one address
     * @throws IllegalArgumentException if an item is none of these, a range runs backward, or two families meet in one item
     */
    public static AddressSet parse(String text) {
        List<AddressRange> ranges = new ArrayList<>();
        List<MaskedAddress> masked = new ArrayList<>();
        int position = 0;
        for (String item : text.split(",", -1)) {
            try {
                AddressItem.read(item.strip(), ranges, masked);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + " at " + position, e);
            }
            position += item.length() + 1;
        }
        return new AddressSet(ranges, masked);
    }

    /**
     * A set of single addresses.
     *
     * @param addresses the addresses; may be none
     * @return the set
     */
    public static AddressSet of(Collection<IpAddress> addresses) {
        return ofRanges(addresses.stream()
                .map(address -> new AddressRange(address, address))
                .toList());
    }

    /**
     * A set of ranges.
     *
     * @param ranges the ranges, which may overlap; may be none
     * @return the set
     */
    public static AddressSet ofRanges(Collection<AddressRange> ranges) {
        return of(ranges, List.of());
    }

    static AddressSet of(Collection<AddressRange> ranges, Collection<MaskedAddress> masked) {
        return new AddressSet(ranges, masked);
    }

    /**
     * All addresses of some sets.
     *
     * @param sets the sets
     * @return the set of what is in one of them
     */
    public static AddressSet union(Collection<AddressSet> sets) {
        return new AddressSet(
                sets.stream().flatMap(set -> set.ranges().stream()).toList(),
                sets.stream().flatMap(set -> set.masked.stream()).toList());
    }

    /**
     * Whether an address is in the set.
     *
     * @param address the address
     * @return true if it is
     */
    public boolean contains(IpAddress address) {
        return table.contains(address) || fitsMask(address);
    }

    private boolean fitsMask(IpAddress address) {
        for (int i = 0; i < masked.size(); i++) {
            if (masked.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the set has no address.
     *
     * @return true if it has none
     */
    public boolean isEmpty() {
        return table.size() == 0 && masked.isEmpty();
    }

    /**
     * The ranges that make up the set, together with {@link #masked()}: IPv4 before IPv6, ascending, with gaps between them.
     *
     * @return a new list
     */
    public List<AddressRange> ranges() {
        return table.ranges();
    }

    /**
     * The masks with gaps that belong to the set; those without are ranges.
     *
     * @return an unmodifiable list, in order
     */
    public List<MaskedAddress> masked() {
        return masked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressSet set && table.equals(set.table) && masked.equals(set.masked);
    }

    @Override
    public int hashCode() {
        return 31 * table.hashCode() + masked.hashCode();
    }

    /** Merged ranges in order, then masks with gaps. */
    @Override
    public String toString() {
        return Stream.concat(ranges().stream(), masked.stream())
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
