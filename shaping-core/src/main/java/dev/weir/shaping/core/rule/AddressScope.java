package dev.weir.shaping.core.rule;

import dev.weir.shaping.IpAddress;

/** How far an address reaches. Thread-safe; allocates nothing. */
final class AddressScope {
    private static final long MAPPED_IPV4 = 0xFFFF;

    private AddressScope() {}

    /**
     * Whether an address may stand for one place in the world: it is neither private nor unspecified, loopback, link-local, multicast or broadcast. An IPv4-mapped
     * address is as the IPv4 address in it.
     *
     * @param address the address
     * @return false if it is one of these
     */
    static boolean global(IpAddress address) {
        if (address.version() == 4) {
            return globalIpv4(address.low());
        }
        if (address.high() == 0 && address.low() >>> 32 == MAPPED_IPV4) {
            return globalIpv4(address.low() & 0xFFFF_FFFFL);
        }
        return globalIpv6(address.high(), address.low());
    }

    private static boolean globalIpv4(long bits) {
        int first = (int) (bits >>> 24);
        return switch (first) {
            case 0, 10, 127 -> false;
            case 169 -> bits >>> 16 != 0xA9FE;
            case 172 -> bits >>> 20 != 0xAC1;
            case 192 -> bits >>> 16 != 0xC0A8;
            case 255 -> bits != 0xFFFF_FFFFL;
            default -> first < 224 || first > 239;
        };
    }

    private static boolean globalIpv6(long high, long low) {
        int first = (int) (high >>> 48);
        boolean unspecifiedOrLoopback = high == 0 && (low == 0 || low == 1);
        boolean uniqueLocal = (first & 0xFE00) == 0xFC00;
        boolean linkLocal = (first & 0xFFC0) == 0xFE80;
        boolean multicast = (first & 0xFF00) == 0xFF00;
        return !(unspecifiedOrLoopback || uniqueLocal || linkLocal || multicast);
    }
}
