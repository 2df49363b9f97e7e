package dev.weir.shaping.core.packet;

/**
 * Writes the time to live of a packet, or its hop limit.
 *
 * <p>Thread-safe as the array is, wait-free, allocates nothing. The headers must be those that {@link HeaderDecoder} found in the same bytes; a header checksum
 * is updated (RFC 1624), and stays wrong if it was.
 */
public final class HopRewriter {
    private static final int IPV4_TTL = 8;
    private static final int IPV4_CHECKSUM = 10;
    private static final int IPV6_HOP_LIMIT = 7;

    private HopRewriter() {}

    /**
     * Lowers the TTL of IPv4 or the hop limit of IPv6.
     *
     * @param bytes the array the packet lies in
     * @param offset the packet's first byte
     * @param headers the packet's headers, which follow
     * @param hops by how much, 0 or more
     * @return false, and nothing is changed, if that leaves nothing; true if the packet is not IP
     */
    public static boolean lower(byte[] bytes, int offset, PacketHeaders headers, int hops) {
        if (headers.ipVersion == 0) {
            return true;
        }
        int left = headers.ttl - hops;
        if (left <= 0) {
            return false;
        }
        int at = offset + headers.ipHeaderOffset;
        if (headers.ipVersion == 4) {
            int before = BigEndian.u16(bytes, at + IPV4_TTL);
            int after = left << 8 | before & 0xFF;
            int checksum = BigEndian.u16(bytes, at + IPV4_CHECKSUM);
            BigEndian.putU16(bytes, at + IPV4_TTL, after);
            BigEndian.putU16(bytes, at + IPV4_CHECKSUM, Checksums.update(checksum, before, after));
        } else {
            bytes[at + IPV6_HOP_LIMIT] = (byte) left;
        }
        headers.ttl = left;
        return true;
    }
}
