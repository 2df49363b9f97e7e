package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of IP addresses.
 *
 * <p>The families are apart: an IPv4 address is never in an IPv6 network, and an IPv4-mapped IPv6 address is IPv6. Immutable,
 * thread-safe, equal where the texts are. {@link #contains} is a binary search over the set's ranges, and after that a walk over its
 * masks with gaps; it allocates nothing. {@code toString} is read back by {@link #parse}.
 */
public final class AddressSet {
    private static final Comparator<AddressRange> BY_START =
            Comparator.comparing(AddressRange::from, AddressRange::compare);
    private static final Comparator<MaskedAddress> BY_ADDRESS = Comparator.comparing(
                    MaskedAddress::address, AddressRange::compare)
            .thenComparing(MaskedAddress::mask, AddressRange::compare);

    /** Ascending, with a gap between ranges. */
    private final AddressRange[] ranges;

    private final MaskedAddress[] masked;

    private AddressSet(List<AddressRange> ranges, TreeSet<MaskedAddress> masked) {
        this.ranges = merged(ranges).toArray(AddressRange[]::new);
        this.masked = masked.toArray(MaskedAddress[]::new);
    }

    private static List<AddressRange> merged(List<AddressRange> ranges) {
        ranges.sort(BY_START);
        List<AddressRange> merged = new ArrayList<>();
        for (AddressRange range : ranges) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).reaches(range)) {
                merged.set(last, merged.get(last).joined(range));
            } else {
                merged.add(range);
            }
        }
        return merged;
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
        TreeSet<MaskedAddress> masked = new TreeSet<>(BY_ADDRESS);
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
     * Whether an address is in the set.
     *
     * @param address the address
     * @return true if it is
     */
    public boolean contains(IpAddress address) {
        int low = 0;
        int high = ranges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (AddressRange.compare(ranges[middle].to(), address) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ranges.length && AddressRange.compare(ranges[low].from(), address) <= 0 || fitsMask(address);
    }

    private boolean fitsMask(IpAddress address) {
        for (MaskedAddress item : masked) {
            if (item.contains(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressSet set && toString().equals(set.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** Merged ranges in order, then masks with gaps. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of(ranges), Stream.of(masked))
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
