package dev.weir.shaping.core.packet;

import dev.weir.shaping.IpProtocols;

/**
 * The IPv6 header and its extension headers (RFC 8200).
 *
 * <p>Thread-safe; allocates nothing.
 */
final class Ipv6Header {
    private static final int LENGTH = 40;
    private static final int MIN_EXTENSION_LENGTH = 8;
    private static final int MAX_EXTENSIONS = 16;
    private static final int MORE_FRAGMENTS = 0x0001;
    private static final int FRAGMENT_OFFSET = 0xFFF8;

    private Ipv6Header() {}

    static void decode(byte[] bytes, int start, int at, int end, PacketHeaders out) {
        if (end - at < LENGTH || BigEndian.u8(bytes, at) >> 4 != 6) {
            return;
        }
        out.ipVersion = 6;
        out.ipHeaderOffset = at - start;
        out.ipHeaderLength = LENGTH;
        out.tos = BigEndian.u16(bytes, at) >> 4 & 0xFF;
        out.ipNextHeader = BigEndian.u8(bytes, at + 6);
        out.ttl = BigEndian.u8(bytes, at + 7);
        out.srcHigh = BigEndian.i64(bytes, at + 8);
        out.srcLow = BigEndian.i64(bytes, at + 16);
        out.dstHigh = BigEndian.i64(bytes, at + 24);
        out.dstLow = BigEndian.i64(bytes, at + 32);
        out.ipProto = out.ipNextHeader;
        int ipPayload = BigEndian.u16(bytes, at + 4);
        if (ipPayload == 0 && out.ipNextHeader == IpProtocols.HOPOPTS) {
            ipPayload = end - at - LENGTH;
        }
        extensions(bytes, start, at + LENGTH, end, ipPayload, out);
    }

    private static void extensions(byte[] bytes, int start, int at, int end, int ipPayload, PacketHeaders out) {
        for (int count = 0; isExtension(out.ipProto); count++) {
            int available = Math.min(end - at, ipPayload);
            int length = count == MAX_EXTENSIONS ? 0 : extensionLength(bytes, at, available, out.ipProto);
            if (length == 0) {
                out.payloadLength = ipPayload;
                adoptUpperLayer(bytes, at, available, out);
                return;
            }
            if (out.ipProto == IpProtocols.FRAGMENT) {
                int field = BigEndian.u16(bytes, at + 2);
                out.fragment |= (field & (FRAGMENT_OFFSET | MORE_FRAGMENTS)) != 0;
                out.fragmentOffset = field & FRAGMENT_OFFSET;
            }
            out.ipProto = BigEndian.u8(bytes, at);
            at += length;
            ipPayload -= length;
            if (out.fragmentOffset != 0) {
                break;
            }
        }
        TransportHeader.decode(bytes, start, at, end, ipPayload, out);
    }

    /** The length of an extension header in bytes, or 0 if it is not available as a whole. */
    static int extensionLength(byte[] bytes, int at, int available, int header) {
        if (available < MIN_EXTENSION_LENGTH) {
            return 0;
        }
        int units = BigEndian.u8(bytes, at + 1);
        int length =
                switch (header) {
                    case IpProtocols.FRAGMENT -> MIN_EXTENSION_LENGTH;
                    case IpProtocols.AH -> units + 2 << 2;
                    default -> units + 1 << 3;
                };
        return length <= available ? length : 0;
    }

    private static void adoptUpperLayer(byte[] bytes, int at, int available, PacketHeaders out) {
        if (available > 0 && !isExtension(BigEndian.u8(bytes, at))) {
            out.ipProto = BigEndian.u8(bytes, at);
        }
    }

    private static boolean isExtension(int header) {
        return switch (header) {
            case IpProtocols.HOPOPTS,
                    IpProtocols.ROUTING,
                    IpProtocols.FRAGMENT,
                    IpProtocols.AH,
                    IpProtocols.DSTOPTS,
                    IpProtocols.MOBILITY,
                    IpProtocols.HOSTIDENTITY,
                    IpProtocols.SHIM6 -> true;
            default -> false;
        };
    }
}
