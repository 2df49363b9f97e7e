package dev.weir.shaping.core.packet;

/**
 * The IPv4 header (RFC 791).
 *
 * <p>Thread-safe; allocates nothing.
 */
final class Ipv4Header {
    private static final int MIN_LENGTH = 20;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1FFF;

    private Ipv4Header() {}

    static void decode(byte[] bytes, int start, int at, int end, PacketHeaders out) {
        if (end - at < MIN_LENGTH) {
            return;
        }
        int versionAndLength = BigEndian.u8(bytes, at);
        int headerLength = (versionAndLength & 0xF) << 2;
        if (versionAndLength >> 4 != 4 || headerLength < MIN_LENGTH || headerLength > end - at) {
            return;
        }
        out.ipVersion = 4;
        out.ipHeaderOffset = at - start;
        out.ipHeaderLength = headerLength;
        out.tos = BigEndian.u8(bytes, at + 1);
        out.ttl = BigEndian.u8(bytes, at + 8);
        out.ipNextHeader = BigEndian.u8(bytes, at + 9);
        out.ipProto = out.ipNextHeader;
        out.srcLow = BigEndian.u32(bytes, at + 12);
        out.dstLow = BigEndian.u32(bytes, at + 16);
        int fragmentField = BigEndian.u16(bytes, at + 6);
        out.fragment = (fragmentField & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) != 0;
        out.fragmentOffset = (fragmentField & FRAGMENT_OFFSET) << 3;
        int totalLength = BigEndian.u16(bytes, at + 2);
        int ipPayload = (totalLength == 0 ? end - at : Math.max(totalLength, headerLength)) - headerLength;
        TransportHeader.decode(bytes, start, at + headerLength, end, ipPayload, out);
    }
}
