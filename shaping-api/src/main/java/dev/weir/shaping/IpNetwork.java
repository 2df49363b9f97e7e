package dev.weir.shaping;

/**
 * A block of IP addresses that share a prefix (CIDR).
 *
 * <p>Immutable and thread-safe; {@code toString} is read back by {@link #parse}.
 *
 * @param address the first address of the block: bits behind the prefix are 0
 * @param prefixLength the number of bits they share, 0 to 32 or 128
 */
public record IpNetwork(IpAddress address, int prefixLength) {
    /**
     * Checks the prefix and clears the bits behind it.
     *
     * @param address any address of the block
     * @param prefixLength the number of bits they share, 0 to 32 or 128
     * @throws IllegalArgumentException if the prefix is out of range
     */
    public IpNetwork {
        int max = address.version() == 4 ? 32 : 128;
        if (prefixLength < 0 || prefixLength > max) {
            throw new IllegalArgumentException("prefix length must be within 0.." + max + ": " + prefixLength);
        }
        int bits = prefixLength + 128 - max;
        address = new IpAddress(
                address.version(),
                address.high() & leadingOnes(Math.min(bits, 64)),
                address.low() & leadingOnes(Math.max(bits - 64, 0)));
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
     *
     * @param text the text
     * @return the network
     * @throws IllegalArgumentException if the text is no network
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return of(IpAddress.parse(text));
        }
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("prefix length must be a number: \"" + text + "\"");
        }
        return new IpNetwork(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(prefix));
    }

    /**
     * The network of one address.
     *
     * @param address the address
     * @return a network of the full prefix length
     */
    public static IpNetwork of(IpAddress address) {
        return new IpNetwork(address, address.version() == 4 ? 32 : 128);
    }

    /**
     * Whether an address is in this network. Allocates nothing.
     *
     * @param version 4 or 6
     * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
     * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
     * @return true if it is
     */
    public boolean contains(int version, long high, long low) {
        if (version != address.version()) {
            return false;
        }
        int bits = version == 4 ? prefixLength + 96 : prefixLength;
        return same(high ^ address.high(), Math.min(bits, 64)) && same(low ^ address.low(), Math.max(bits - 64, 0));
    }

    private static long leadingOnes(int count) {
        return count == 0 ? 0 : -1L << (64 - count);
    }

    private static boolean same(long difference, int leadingBits) {
        return leadingBits == 0 || difference >>> (64 - leadingBits) == 0;
    }

    /**
     * Whether an address is in this network.
     *
     * @param other the address
     * @return true if it is
     */
    public boolean contains(IpAddress other) {
        return contains(other.version(), other.high(), other.low());
    }

    @Override
    public String toString() {
        return equals(of(address)) ? address.toString() : address + "/" + prefixLength;
    }
}
