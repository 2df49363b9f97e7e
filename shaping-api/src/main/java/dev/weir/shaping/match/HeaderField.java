package dev.weir.shaping.match;

import dev.weir.shaping.Packet;

/** A field of the IP header. A field of one version is never in a packet of the other. */
public enum HeaderField {
    /** The version, 4 or 6. */
    VERSION(0, 0, 4),
    /** The six bits of the Differentiated Services code point, of either version. */
    DSCP(0, 0, 6),
    /** The two bits of explicit congestion notification, of either version. */
    ECN(0, 0, 2),
    /** IPv4: the length of the header in words of 4 bytes. */
    HEADER_LENGTH(4, 4, 4),
    /** IPv4: the length of the datagram in bytes. */
    TOTAL_LENGTH(4, 16, 16),
    /** IPv4: what fragments of one datagram have in common. */
    IDENTIFICATION(4, 32, 16),
    /** IPv4: three bits: reserved 4, don't fragment 2, more fragments 1. */
    FLAGS(4, 48, 3),
    /** IPv4: the don't fragment bit. */
    DONT_FRAGMENT(4, 49, 1),
    /** IPv4: the more fragments bit. */
    MORE_FRAGMENTS(4, 50, 1),
    /** IPv4: the fragment's place in the datagram, in units of 8 bytes. */
    FRAGMENT_OFFSET(4, 51, 13),
    /** IPv4: the time to live. */
    TTL(4, 64, 8),
    /** IPv4: the protocol. */
    PROTOCOL(4, 72, 8),
    /** IPv4: the checksum of the header, as it stands there. */
    CHECKSUM(4, 80, 16),
    /** IPv4: the source address as a number. */
    SOURCE(4, 96, 32),
    /** IPv4: the destination address as a number. */
    DESTINATION(4, 128, 32),
    /** IPv6: the traffic class. */
    TRAFFIC_CLASS(6, 4, 8),
    /** IPv6: the flow label. */
    FLOW_LABEL(6, 12, 20),
    /** IPv6: the bytes behind the header. */
    PAYLOAD_LENGTH(6, 32, 16),
    /** IPv6: the kind of the first header behind this one. */
    NEXT_HEADER(6, 48, 8),
    /** IPv6: the hop limit. */
    HOP_LIMIT(6, 56, 8);

    private final int version;
    private final int firstBit;
    private final int bits;

    HeaderField(int version, int firstBit, int bits) {
        this.version = version;
        this.firstBit = firstBit;
        this.bits = bits;
    }

    /**
     * The greatest value that fits the field.
     *
     * @return 1 or more
     */
    public long most() {
        return (1L << bits) - 1;
    }

    /**
     * The field of a packet. Allocates nothing.
     *
     * @param packet the packet
     * @return 0 to {@link #most()}, or -1 if the packet does not have the field
     */
    public long read(Packet packet) {
        return switch (this) {
            case VERSION -> packet.ipVersion() == 0 ? -1 : packet.ipVersion();
            case DSCP -> packet.dscp();
            case ECN -> packet.ecn();
            default -> packet.ipVersion() == version ? readBits(packet) : -1;
        };
    }

    private long readBits(Packet packet) {
        int lastBit = firstBit + bits - 1;
        long value = 0;
        for (int i = firstBit / 8; i <= lastBit / 8; i++) {
            int next = packet.ipHeaderByte(i);
            if (next < 0) {
                return -1;
            }
            value = value << 8 | next;
        }
        return value >>> (7 - lastBit % 8) & most();
    }
}
