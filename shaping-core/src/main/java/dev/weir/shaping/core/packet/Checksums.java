package dev.weir.shaping.core.packet;

import dev.weir.shaping.IpProtocols;
import java.util.Objects;

/**
 * Internet checksums (RFC 1071) of decoded packets: computed into the packet, verified, or updated for one changed word.
 *
 * <p>The headers handed in must be those that {@link HeaderDecoder} found in the same bytes; fields of the same length may have
 * been rewritten since. A transport checksum is neither computed nor verified where its data is not at hand: for fragments, for
 * truncated packets, and for IPv6 packets that a routing header still sends elsewhere. IPv4 source routes and the home address of
 * Mobile IPv6 are not followed. Thread-safe as the array is, wait-free, allocates nothing.
 */
public final class Checksums {
    private static final int IPV4_FIELD = 10;
    private static final int VALID = 0xFFFF;

    private Checksums() {}

    /**
     * The one's complement sum of 16-bit words in network order; an odd last byte counts as if a zero byte followed it.
     *
     * @param bytes the array
     * @param offset the first byte
     * @param length how many bytes
     * @return 0 to 65535; the checksum is its complement
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public static int sum(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return InternetChecksum.fold(InternetChecksum.add(0, bytes, offset, length));
    }

    /**
     * The checksum after one 16-bit word of the data has changed (RFC 1624).
     *
     * @param checksum the checksum field before, 0 to 65535
     * @param oldWord the word before, 0 to 65535
     * @param newWord the word now, 0 to 65535
     * @return the checksum field now, 0 to 65535; wrong if it was wrong before
     */
    public static int update(int checksum, int oldWord, int newWord) {
        return InternetChecksum.update(checksum, oldWord, newWord);
    }

    /**
     * Computes the header checksum of an IPv4 packet and writes it.
     *
     * @param bytes the array the packet lies in
     * @param offset the packet's first byte
     * @param headers the packet's decoded headers
     * @return true if written; false, and nothing is changed, if the packet is not IPv4
     */
    public static boolean writeIpv4Header(byte[] bytes, int offset, PacketHeaders headers) {
        if (headers.ipVersion != 4) {
            return false;
        }
        int at = offset + headers.ipHeaderOffset;
        BigEndian.putU16(bytes, at + IPV4_FIELD, 0);
        BigEndian.putU16(bytes, at + IPV4_FIELD, ~sum(bytes, at, headers.ipHeaderLength));
        return true;
    }

    /**
     * Whether the header checksum of an IPv4 packet is right.
     *
     * @param bytes the array the packet lies in
     * @param offset the packet's first byte
     * @param headers the packet's decoded headers
     * @return false if it is wrong or the packet is not IPv4
     */
    public static boolean verifyIpv4Header(byte[] bytes, int offset, PacketHeaders headers) {
        return headers.ipVersion == 4 && sum(bytes, offset + headers.ipHeaderOffset, headers.ipHeaderLength) == VALID;
    }

    /**
     * Computes the checksum of a TCP, UDP, ICMP or ICMPv6 packet and writes it. A UDP checksum of 0 is written as 0xFFFF.
     *
     * @param bytes the array the packet lies in
     * @param offset the packet's first byte
     * @param capturedLength how many bytes of it are there
     * @param headers the packet's decoded headers
     * @return true if written; false, and nothing is changed, if the packet is of another protocol or not whole
     */
    public static boolean writeTransport(byte[] bytes, int offset, int capturedLength, PacketHeaders headers) {
        int length = TransportChecksum.coveredLength(bytes, offset, capturedLength, headers);
        if (length < 0) {
            return false;
        }
        int field = offset + headers.transportOffset + TransportChecksum.field(headers.ipProto);
        BigEndian.putU16(bytes, field, 0);
        int checksum = ~TransportChecksum.sum(bytes, offset, length, headers) & 0xFFFF;
        BigEndian.putU16(bytes, field, checksum == 0 && headers.ipProto == IpProtocols.UDP ? 0xFFFF : checksum);
        return true;
    }

    /**
     * Whether the checksum of a TCP, UDP, ICMP or ICMPv6 packet is right. UDP over IPv4 without a checksum (0) is.
     *
     * @param bytes the array the packet lies in
     * @param offset the packet's first byte
     * @param capturedLength how many bytes of it are there
     * @param headers the packet's decoded headers
     * @return false if it is wrong, or the packet is of another protocol or not whole
     */
    public static boolean verifyTransport(byte[] bytes, int offset, int capturedLength, PacketHeaders headers) {
        int length = TransportChecksum.coveredLength(bytes, offset, capturedLength, headers);
        if (length < 0) {
            return false;
        }
        int field = offset + headers.transportOffset + TransportChecksum.field(headers.ipProto);
        if (headers.ipProto == IpProtocols.UDP && BigEndian.u16(bytes, field) == 0) {
            return headers.ipVersion == 4;
        }
        return TransportChecksum.sum(bytes, offset, length, headers) == VALID;
    }
}
