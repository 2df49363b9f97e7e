package dev.weir.shaping.core.packet;

import dev.weir.shaping.LinkType;

/**
 * A number for the connection that a packet belongs to, the same for both of its directions: what spreads packets over engines.
 *
 * <p>Of fragments only the addresses count, of all of a packet's fragments alike. Not thread-safe: one for each thread; allocates nothing.
 */
public final class ConnectionHash {
    private final PacketHeaders headers = new PacketHeaders();

    /** Creates one for a thread. */
    public ConnectionHash() {}

    /**
     * The hash of a packet.
     *
     * @param bytes the array the packet lies in
     * @param offset the packet's first byte
     * @param capturedLength how many bytes of it are there
     * @param linkType what the first byte is
     * @return a well-mixed number that depends on addresses, protocol and ports alone
     */
    public int of(byte[] bytes, int offset, int capturedLength, LinkType linkType) {
        HeaderDecoder.decode(bytes, offset, capturedLength, linkType, headers);
        long source;
        long destination;
        long rest;
        if (headers.ipVersion == 0) {
            source = headers.srcMac;
            destination = headers.dstMac;
            rest = headers.ethProto;
        } else {
            boolean whole = !headers.fragment;
            source = mix(headers.srcHigh) + headers.srcLow + (whole ? (long) headers.srcPort << 48 : 0);
            destination = mix(headers.dstHigh) + headers.dstLow + (whole ? (long) headers.dstPort << 48 : 0);
            rest = (long) headers.ipVersion << 8 | headers.ipProto;
        }
        return (int) (mix(mix(source) + mix(destination) + rest) >>> 32);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 32;
    }
}
