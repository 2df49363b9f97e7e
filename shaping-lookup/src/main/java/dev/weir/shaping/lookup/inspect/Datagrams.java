package dev.weir.shaping.lookup.inspect;

import org.jspecify.annotations.Nullable;

/** Tells a protocol by one UDP datagram. Thread-safe; allocates nothing unless the ports are those of DNS. */
final class Datagrams {
    static final int DNS = 53;
    static final int MDNS = 5353;

    private static final int DHCP_SERVER = 67;
    private static final int DHCP_CLIENT = 68;
    private static final int NTP = 123;
    private static final int DHCPV6_CLIENT = 546;
    private static final int DHCPV6_SERVER = 547;

    private static final long DHCP_COOKIE = 0x6382_5363L;
    private static final int DHCP_COOKIE_AT = 236;
    private static final int NTP_LENGTH = 48;
    private static final long TRACKER_MAGIC_HIGH = 0x417;
    private static final long TRACKER_MAGIC_LOW = 0x2710_1980L;
    private static final int QUIC_LONG_HEADER = 0xC0;
    private static final int QUIC_LONGEST_ID = 20;

    private Datagrams() {}

    /** The protocol, or null if this datagram does not tell. */
    static @Nullable String protocol(Bytes datagram, int srcPort, int dstPort) {
        if (either(srcPort, dstPort, MDNS)) {
            return DnsAnswer.plausible(datagram) ? "mdns" : null;
        }
        if (either(srcPort, dstPort, DNS)) {
            return DnsAnswer.plausible(datagram) ? "dns" : null;
        }
        if (either(srcPort, dstPort, NTP) && ntp(datagram)) {
            return "ntp";
        }
        if (dhcp(datagram, srcPort, dstPort)) {
            return "dhcp";
        }
        if (quic(datagram)) {
            return "quic";
        }
        return bittorrent(datagram) ? "bittorrent" : null;
    }

    private static boolean either(int srcPort, int dstPort, int port) {
        return srcPort == port || dstPort == port;
    }

    /** RFC 5905: version 1 to 4, mode 1 to 5. */
    private static boolean ntp(Bytes datagram) {
        int version = datagram.at(0) >>> 3 & 7;
        int mode = datagram.at(0) & 7;
        return datagram.length() >= NTP_LENGTH && version >= 1 && version <= 4 && mode >= 1 && mode <= 5;
    }

    /** RFC 2131 by its cookie, RFC 8415 by its message types. */
    private static boolean dhcp(Bytes datagram, int srcPort, int dstPort) {
        if (either(srcPort, dstPort, DHCP_SERVER) || either(srcPort, dstPort, DHCP_CLIENT)) {
            int operation = datagram.at(0);
            return (operation == 1 || operation == 2) && datagram.number(DHCP_COOKIE_AT, 4) == DHCP_COOKIE;
        }
        boolean ports = either(srcPort, dstPort, DHCPV6_CLIENT) || either(srcPort, dstPort, DHCPV6_SERVER);
        return ports && datagram.length() >= 4 && datagram.at(0) >= 1 && datagram.at(0) <= 13;
    }

    /** RFC 9000, 9369: a long header of a known version, whose connection ids are as long as they may be. */
    private static boolean quic(Bytes datagram) {
        if ((datagram.at(0) & QUIC_LONG_HEADER) != QUIC_LONG_HEADER || datagram.at(0) < 0) {
            return false;
        }
        long version = datagram.number(1, 4);
        boolean known = version == 1 || version == 0x6B33_43CFL || version >>> 8 == 0xFF_0000L;
        int destination = datagram.at(5);
        int source = datagram.at(6 + destination);
        return known
                && destination <= QUIC_LONGEST_ID
                && source >= 0
                && source <= QUIC_LONGEST_ID
                && datagram.length() > 7 + destination + source;
    }

    /** A query, answer or error of the distributed hash table (BEP 5, 42), or a connection to a tracker (BEP 15). */
    private static boolean bittorrent(Bytes datagram) {
        if (datagram.at(0) == 'd') {
            return switch ((int) datagram.number(1, 4)) {
                case 0x313A_6164, 0x313A_7264, 0x313A_656C, 0x323A_6970 -> true; // 1:ad 1:rd 1:el 2:ip
                default -> false;
            };
        }
        return datagram.length() == 16
                && datagram.number(0, 4) == TRACKER_MAGIC_HIGH
                && datagram.number(4, 4) == TRACKER_MAGIC_LOW
                && datagram.number(8, 4) == 0;
    }
}
