package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpNetwork;

/**
 * The addresses of one family from one to another, both included. Immutable and thread-safe.
 *
 * @param from the first address
 * @param to the last address
 */
public record AddressRange(IpAddress from, IpAddress to) {
    /**
     * Checks the order.
     *
     * @param from the first address
     * @param to the last address
     * @throws IllegalArgumentException if the two are of different families, or the range runs backward
     */
    public AddressRange {
        if (from.version() != to.version()) {
            throw new IllegalArgumentException("address range must be of one family: \"" + from + "-" + to + "\"");
        }
        if (compare(from, to) > 0) {
            throw new IllegalArgumentException("address range must not run backward: \"" + from + "-" + to + "\"");
        }
    }

    /** The addresses that share the leading bits; the mask's set bits must all lead. */
    static AddressRange of(IpAddress address, IpAddress mask) {
        IpAddress from = new IpAddress(address.version(), address.high() & mask.high(), address.low() & mask.low());
        IpAddress wild = inverted(mask);
        return new AddressRange(
                from, new IpAddress(from.version(), from.high() | wild.high(), from.low() | wild.low()));
    }

    /**
     * The addresses of a network.
     *
     * @param network the network
     * @return its first to its last address
     */
    public static AddressRange of(IpNetwork network) {
        int free = (network.address().version() == 4 ? 32 : 128) - network.prefixLength();
        IpAddress from = network.address();
        long high = from.high() | ones(Math.max(free - 64, 0));
        return new AddressRange(from, new IpAddress(from.version(), high, from.low() | ones(Math.min(free, 64))));
    }

    /** IPv4 before IPv6, then by number. */
    static int compare(IpAddress a, IpAddress b) {
        if (a.version() != b.version()) {
            return Integer.compare(a.version(), b.version());
        }
        return compare(a.high(), a.low(), b.high(), b.low());
    }

    /** By number, in halves of 64 bits. */
    static int compare(long high, long low, long otherHigh, long otherLow) {
        int byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }

    /** Whether the set bits of a mask all lead. */
    static boolean leads(IpAddress mask) {
        IpAddress wild = inverted(mask);
        return trails(wild.high(), wild.low());
    }

    private static IpAddress inverted(IpAddress mask) {
        return mask.version() == 4
                ? new IpAddress(4, 0, ~mask.low() & 0xFFFF_FFFFL)
                : new IpAddress(6, ~mask.high(), ~mask.low());
    }

    private static boolean trails(long high, long low) {
        return high == 0 ? (low & low + 1) == 0 : low == -1 && (high & high + 1) == 0;
    }

    private static long ones(int count) {
        return count == 0 ? 0 : -1L >>> (64 - count);
    }

    /** Whether a range that starts no earlier has an address in common with this one or starts right behind it. */
    boolean reaches(AddressRange next) {
        if (to.version() != next.from.version()) {
            return false;
        }
        boolean carry = to.low() == -1;
        return compare(next.from, to) <= 0
                || next.from.low() == to.low() + 1 && next.from.high() == to.high() + (carry ? 1 : 0);
    }

    /** This range stretched to the end of a range that it reaches. */
    AddressRange joined(AddressRange next) {
        return compare(next.to, to) > 0 ? new AddressRange(from, next.to) : this;
    }

    /** An address, a network where the range is one, or two addresses. */
    @Override
    public String toString() {
        long high = from.high() ^ to.high();
        long low = from.low() ^ to.low();
        if (!trails(high, low) || (from.high() & high) != 0 || (from.low() & low) != 0) {
            return from + "-" + to;
        }
        int bits = from.version() == 4 ? 32 : 128;
        return new IpNetwork(from, bits - Long.bitCount(high) - Long.bitCount(low)).toString();
    }
}
