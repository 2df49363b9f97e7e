package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many ranges of addresses in flat arrays: 8 bytes a range of IPv4 and an index, 32 of IPv6. Immutable and thread-safe; a look-up allocates nothing.
 */
final class AddressTable {
    /** The first address of each IPv4 range, ascending as signed numbers, as the top bit is flipped. */
    private final SortedKeys firsts;
    /** The last address of each. */
    private final int[] lasts;
    /** High and low half of the first and of the last address of each range in turn, ascending without sign. */
    private final long[] ipv6;

    AddressTable(int[] firsts, int[] lasts, long[] ipv6) {
        this.firsts = new SortedKeys(firsts);
        this.lasts = lasts;
        this.ipv6 = ipv6;
    }

    private static long unsigned(int flipped) {
        return (flipped ^ Integer.MIN_VALUE) & 0xFFFF_FFFFL;
    }

    boolean contains(IpAddress address) {
        return address.version() == 4 ? containsIpv4(address.low()) : containsIpv6(address.high(), address.low());
    }

    private boolean containsIpv4(long address) {
        int flipped = (int) address ^ Integer.MIN_VALUE;
        int range = firsts.last(flipped);
        return range >= 0 && lasts[range] >= flipped;
    }

    private boolean containsIpv6(long high, long low) {
        int from = 0;
        int to = ipv6.length / 4;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (AddressRange.compare(ipv6[4 * middle], ipv6[4 * middle + 1], high, low) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from > 0 && AddressRange.compare(ipv6[4 * from - 2], ipv6[4 * from - 1], high, low) >= 0;
    }

    int size() {
        return lasts.length + ipv6.length / 4;
    }

    /** The bytes of the arrays. */
    long bytes() {
        return firsts.bytes() + 4L * lasts.length + 8L * ipv6.length;
    }

    AddressRange range(int number) {
        int first = lasts.length;
        if (number < first) {
            return new AddressRange(
                    new IpAddress(4, 0, unsigned(firsts.get(number))), new IpAddress(4, 0, unsigned(lasts[number])));
        }
        int at = 4 * (number - first);
        return new AddressRange(new IpAddress(6, ipv6[at], ipv6[at + 1]), new IpAddress(6, ipv6[at + 2], ipv6[at + 3]));
    }

    List<AddressRange> ranges() {
        List<AddressRange> ranges = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            ranges.add(range(i));
        }
        return ranges;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressTable table
                && firsts.equals(table.firsts)
                && Arrays.equals(lasts, table.lasts)
                && Arrays.equals(ipv6, table.ipv6);
    }

    @Override
    public int hashCode() {
        return 31 * firsts.hashCode() + Arrays.hashCode(ipv6);
    }
}
