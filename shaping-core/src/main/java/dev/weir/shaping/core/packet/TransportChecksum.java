package dev.weir.shaping.core.packet;

import dev.weir.shaping.IpProtocols;

/**
 * What a transport checksum covers: the segment, and but for ICMP a pseudo header of addresses, length and protocol.
 *
 * <p>Thread-safe; allocates nothing.
 */
final class TransportChecksum {
    /*
     * 1. RFC 9293 (TCP), RFC 768 (UDP), RFC 792 (ICMP), RFC 4443 (ICMPv6).
     * 2. RFC 8200, section 8.1: the pseudo header of IPv6; behind a routing header with segments left, the destination in it is
     *    the last segment.
     */
    private static final int SEGMENTS_LEFT = 3;
    private static final int UDP_LENGTH_FIELD = 4;

    private TransportChecksum() {}

    /** Where the checksum field lies in the transport header. */
    static int field(int protocol) {
        return switch (protocol) {
            case IpProtocols.TCP -> 16;
            case IpProtocols.UDP -> 6;
            default -> 2;
        };
    }

    /** The number of bytes from the transport header on that the checksum covers, or -1 if it cannot be computed. */
    static int coveredLength(byte[] bytes, int offset, int capturedLength, PacketHeaders headers) {
        if (headers.transportOffset < 0 || headers.fragment) {
            return -1;
        }
        int segment = datagramEnd(bytes, offset, headers) - headers.transportOffset;
        int minimum = minLength(headers);
        if (minimum < 0 || segment < minimum || headers.transportOffset + segment > capturedLength) {
            return -1;
        }
        if (headers.ipVersion == 6 && isRoutedElsewhere(bytes, offset, headers)) {
            return -1;
        }
        if (headers.ipProto != IpProtocols.UDP) {
            return segment;
        }
        int length = BigEndian.u16(bytes, offset + headers.transportOffset + UDP_LENGTH_FIELD);
        return length >= minimum && length <= segment ? length : -1;
    }

    /** The folded sum over pseudo header and segment, checksum field included. */
    static int sum(byte[] bytes, int offset, int length, PacketHeaders headers) {
        long sum = 0;
        if (headers.ipProto != IpProtocols.ICMP) {
            boolean ipv4 = headers.ipVersion == 4;
            int at = offset + headers.ipHeaderOffset;
            sum = InternetChecksum.add(headers.ipProto + length, bytes, ipv4 ? at + 12 : at + 8, ipv4 ? 8 : 32);
        }
        return InternetChecksum.fold(InternetChecksum.add(sum, bytes, offset + headers.transportOffset, length));
    }

    private static int minLength(PacketHeaders headers) {
        return switch (headers.ipProto) {
            case IpProtocols.TCP -> TransportHeader.TCP_MIN_LENGTH;
            case IpProtocols.UDP -> TransportHeader.UDP_LENGTH;
            case IpProtocols.ICMP -> headers.ipVersion == 4 ? TransportHeader.ICMP_LENGTH : -1;
            case IpProtocols.ICMPV6 -> headers.ipVersion == 6 ? TransportHeader.ICMP_LENGTH : -1;
            default -> -1;
        };
    }

    private static int datagramEnd(byte[] bytes, int offset, PacketHeaders headers) {
        int at = offset + headers.ipHeaderOffset;
        int length = headers.ipVersion == 4
                ? BigEndian.u16(bytes, at + 2)
                : headers.ipHeaderLength + BigEndian.u16(bytes, at + 4);
        return headers.ipHeaderOffset + length;
    }

    private static boolean isRoutedElsewhere(byte[] bytes, int offset, PacketHeaders headers) {
        int at = offset + headers.ipHeaderOffset + headers.ipHeaderLength;
        int end = offset + headers.transportOffset;
        for (int header = headers.ipNextHeader; at < end; ) {
            if (header == IpProtocols.ROUTING && bytes[at + SEGMENTS_LEFT] != 0) {
                return true;
            }
            int length = Ipv6Header.extensionLength(bytes, at, end - at, header);
            if (length == 0) {
                return true;
            }
            header = BigEndian.u8(bytes, at);
            at += length;
        }
        return false;
    }
}
