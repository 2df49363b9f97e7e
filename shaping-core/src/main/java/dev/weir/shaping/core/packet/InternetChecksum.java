package dev.weir.shaping.core.packet;

/**
 * The arithmetic of the Internet checksum: sums of 16-bit words with the carry added back in.
 *
 * <p>Thread-safe; allocates nothing.
 */
final class InternetChecksum {
    /*
     * A partial sum is a long to which 32-bit words are added as they are: 65536 is 1 modulo 65535, so the two halves of a word
     * count the same wherever they stand, and 2^32 words fit before the sum overflows. Folding brings it to 16 bits. Neither
     * step can turn a sum that is not 0 into 0; one's complement has two zeros, and only data of zeros alone has the first.
     *
     * An update takes the old word out by adding its complement to the complement of the checksum (equation 3 of RFC 1624;
     * equation 4 would fall into the wrong zero).
     *
     * 1. RFC 1071, Computing the Internet Checksum.
     * 2. RFC 1624, Computation of the Internet Checksum via Incremental Update.
     */

    private InternetChecksum() {}

    /** Adds up words from {@code at}; an odd byte at the end is padded with a zero byte behind it. */
    static long add(long sum, byte[] bytes, int at, int length) {
        int end = at + length;
        for (; end - at >= 4; at += 4) {
            sum += BigEndian.u32(bytes, at);
        }
        if (end - at >= 2) {
            sum += BigEndian.u16(bytes, at);
            at += 2;
        }
        return at < end ? sum + (BigEndian.u8(bytes, at) << 8) : sum;
    }

    static int fold(long sum) {
        sum = (sum & 0xFFFF_FFFFL) + (sum >>> 32);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return (int) ((sum & 0xFFFF) + (sum >>> 16));
    }

    static int update(int checksum, int oldWord, int newWord) {
        return ~fold((~checksum & 0xFFFF) + (~oldWord & 0xFFFF) + (newWord & 0xFFFF)) & 0xFFFF;
    }
}
