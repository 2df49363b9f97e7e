package dev.weir.shaping.config;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.match.AddressRange;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.MaskedAddress;
import dev.weir.shaping.match.NumberSet;
import java.util.List;

/** Whether one set is part of another, or has nothing in common with it. Says yes only where it is certain. */
final class Sets {
    private Sets() {}

    static boolean contains(NumberSet wide, NumberSet narrow) {
        for (int i = 0; i < narrow.ranges(); i++) {
            if (!contains(wide, narrow.first(i), narrow.last(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(NumberSet wide, long first, long last) {
        for (int i = 0; i < wide.ranges(); i++) {
            if (wide.first(i) <= first && last <= wide.last(i)) {
                return true;
            }
        }
        return false;
    }

    static boolean disjoint(NumberSet one, NumberSet other) {
        for (int i = 0; i < one.ranges(); i++) {
            for (int j = 0; j < other.ranges(); j++) {
                if (one.first(i) <= other.last(j) && other.first(j) <= one.last(i)) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean contains(AddressSet wide, AddressSet narrow) {
        return narrow.ranges().stream().allMatch(range -> contains(wide.ranges(), range))
                && narrow.masked().stream().allMatch(masked -> contains(wide, masked));
    }

    private static boolean contains(List<AddressRange> wide, AddressRange range) {
        return wide.stream()
                .anyMatch(each -> compare(each.from(), range.from()) <= 0 && compare(range.to(), each.to()) <= 0);
    }

    /** In a range that has the least and the greatest of the addresses, or behind a mask that compares no other bits. */
    private static boolean contains(AddressSet wide, MaskedAddress narrow) {
        IpAddress from = narrow.address();
        IpAddress mask = narrow.mask();
        long low = from.low() | ~mask.low() & (from.version() == 4 ? 0xFFFF_FFFFL : -1L);
        long high = from.version() == 4 ? 0 : from.high() | ~mask.high();
        return contains(wide.ranges(), new AddressRange(from, new IpAddress(from.version(), high, low)))
                || wide.masked().stream().anyMatch(each -> contains(each, narrow));
    }

    private static boolean contains(MaskedAddress wide, MaskedAddress narrow) {
        return wide.address().version() == narrow.address().version()
                && (wide.mask().high() & ~narrow.mask().high()) == 0
                && (wide.mask().low() & ~narrow.mask().low()) == 0
                && wide.contains(narrow.address());
    }

    static boolean disjoint(AddressSet one, AddressSet other) {
        return one.masked().isEmpty()
                && other.masked().isEmpty()
                && one.ranges().stream().noneMatch(range -> meets(other.ranges(), range));
    }

    private static boolean meets(List<AddressRange> ranges, AddressRange range) {
        return ranges.stream()
                .anyMatch(each -> compare(each.from(), range.to()) <= 0 && compare(range.from(), each.to()) <= 0);
    }

    /** IPv4 before IPv6, then by number. */
    private static int compare(IpAddress one, IpAddress other) {
        if (one.version() != other.version()) {
            return Integer.compare(one.version(), other.version());
        }
        int high = Long.compareUnsigned(one.high(), other.high());
        return high != 0 ? high : Long.compareUnsigned(one.low(), other.low());
    }
}
