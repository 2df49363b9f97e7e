package dev.weir.shaping.core.packet;

/**
 * Writes the Differentiated Services code point of a packet (RFC 2474) and leaves its two ECN bits as they are.
 *
 * <p>Thread-safe as the array is, wait-free, allocates nothing.
 */
public final class DscpRewriter {
    private static final int IPV4_CHECKSUM = 10;

    private DscpRewriter() {}

    /**
     * Writes the code point into the TOS byte of IPv4, with the header checksum updated (RFC 1624), or into the Traffic Class
     * of IPv6, which has no checksum. The headers follow. A header checksum that was wrong stays wrong.
     *
     * @param bytes the array the packet lies in
     * @param offset the packet's first byte
     * @param headers the packet's headers as {@link HeaderDecoder} found them in the same bytes
     * @param dscp 0 to 63
     * @return true if the packet has the code point now; false, and nothing is changed, if it is not IP or its IP header was not
     *     captured as a whole
     * @throws IllegalArgumentException if the code point is out of range
     */
    public static boolean rewrite(byte[] bytes, int offset, PacketHeaders headers, int dscp) {
        if (dscp < 0 || dscp > 63) {
            throw new IllegalArgumentException("dscp must be within 0..63: " + dscp);
        }
        if (headers.ipVersion == 0) {
            return false;
        }
        int at = offset + headers.ipHeaderOffset;
        int oldWord = BigEndian.u16(bytes, at);
        if (headers.ipVersion == 4) {
            int newWord = oldWord & 0xFF03 | dscp << 2;
            int checksum = BigEndian.u16(bytes, at + IPV4_CHECKSUM);
            BigEndian.putU16(bytes, at, newWord);
            BigEndian.putU16(bytes, at + IPV4_CHECKSUM, Checksums.update(checksum, oldWord, newWord));
            headers.tos = newWord & 0xFF;
        } else {
            int newWord = oldWord & 0xF03F | dscp << 6;
            BigEndian.putU16(bytes, at, newWord);
            headers.tos = newWord >> 4 & 0xFF;
        }
        return true;
    }
}
