package dev.weir.shaping.core.packet;

/**
 * Sets <em>congestion experienced</em> in the ECN bits of a packet whose transport is ECN-capable (RFC 3168).
 *
 * <p>Thread-safe as the array is, wait-free, allocates nothing.
 */
public final class EcnMarker {
    private static final int IPV4_CHECKSUM = 10;
    private static final int NOT_CAPABLE = 0;
    private static final int CONGESTION_EXPERIENCED = 3;

    private EcnMarker() {}

    /**
     * Marks a packet, with the header checksum of IPv4 updated (RFC 1624); a header checksum that was wrong stays wrong. The headers follow.
     *
     * @param bytes the array the packet lies in
     * @param offset the packet's first byte
     * @param headers the packet's headers as {@link HeaderDecoder} found them in the same bytes
     * @return true if the packet is marked now; false, and nothing is changed, if it is not IP or its transport is not ECN-capable
     */
    public static boolean mark(byte[] bytes, int offset, PacketHeaders headers) {
        if (headers.ipVersion == 0 || headers.ecn() == NOT_CAPABLE) {
            return false;
        }
        int at = offset + headers.ipHeaderOffset;
        int oldWord = BigEndian.u16(bytes, at);
        if (headers.ipVersion == 4) {
            int newWord = oldWord | CONGESTION_EXPERIENCED;
            int checksum = BigEndian.u16(bytes, at + IPV4_CHECKSUM);
            BigEndian.putU16(bytes, at, newWord);
            BigEndian.putU16(bytes, at + IPV4_CHECKSUM, Checksums.update(checksum, oldWord, newWord));
        } else {
            BigEndian.putU16(bytes, at, oldWord | CONGESTION_EXPERIENCED << 4);
        }
        headers.tos |= CONGESTION_EXPERIENCED;
        return true;
    }
}
