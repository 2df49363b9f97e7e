package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many ranges of addresses in flat arrays: 8 bytes a range of IPv4, 32 of IPv6, and an index. Immutable and thread-safe.
 *
 * <p>A look-up takes the part of the IPv4 ranges that the address's first bits name, and searches it by halving; it allocates nothing.
 */
final class AddressTable {
    private static final int MOST_INDEX_BITS = 16;
    private static final int RANGES_PER_PART = 4;

    /** First and last address of each range in turn, ascending as signed numbers, as the top bit is flipped. */
    private final int[] ipv4;
    /** By the first bits of an address: the ranges that start below it. */
    private final int[] index;

    private final int shift;
    /** High and low half of the first and of the last address of each range in turn, ascending without sign. */
    private final long[] ipv6;

    AddressTable(int[] ipv4, long[] ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        int parts = Integer.highestOneBit(Math.max(1, ipv4.length / 2 / RANGES_PER_PART));
        int bits = Math.min(MOST_INDEX_BITS, Integer.numberOfTrailingZeros(parts));
        this.shift = 32 - bits;
        this.index = index(1 << bits);
    }

    private int[] index(int parts) {
        int[] starts = new int[parts + 1];
        int range = 0;
        for (int part = 0; part < parts; part++) {
            long least = (long) part << shift;
            while (range < ipv4.length / 2 && unsigned(ipv4[2 * range]) < least) {
                range++;
            }
            starts[part] = range;
        }
        starts[parts] = ipv4.length / 2;
        return starts;
    }

    private static long unsigned(int flipped) {
        return (flipped ^ Integer.MIN_VALUE) & 0xFFFF_FFFFL;
    }

    boolean contains(IpAddress address) {
        return address.version() == 4 ? containsIpv4(address.low()) : containsIpv6(address.high(), address.low());
    }

    private boolean containsIpv4(long address) {
        int part = (int) (address >>> shift);
        int flipped = (int) address ^ Integer.MIN_VALUE;
        int low = index[part];
        int high = index[part + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ipv4[2 * middle] <= flipped) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && ipv4[2 * low - 1] >= flipped;
    }

    private boolean containsIpv6(long high, long low) {
        int from = 0;
        int to = ipv6.length / 4;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(ipv6[4 * middle], ipv6[4 * middle + 1], high, low) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from > 0 && compare(ipv6[4 * from - 2], ipv6[4 * from - 1], high, low) >= 0;
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }

    int size() {
        return ipv4.length / 2 + ipv6.length / 4;
    }

    /** The bytes of the arrays. */
    long bytes() {
        return 4L * ipv4.length + 4L * index.length + 8L * ipv6.length;
    }

    AddressRange range(int number) {
        int first = ipv4.length / 2;
        if (number < first) {
            return new AddressRange(
                    new IpAddress(4, 0, unsigned(ipv4[2 * number])),
                    new IpAddress(4, 0, unsigned(ipv4[2 * number + 1])));
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
                && Arrays.equals(ipv4, table.ipv4)
                && Arrays.equals(ipv6, table.ipv6);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ipv4) + Arrays.hashCode(ipv6);
    }
}
