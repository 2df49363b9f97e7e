package dev.weir.shaping.core.packet;

import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.LinkType;

/**
 * Where a packet comes from: its source addresses and nothing else, at a fraction of the price of all headers.
 *
 * <p>Agrees with {@link HeaderDecoder} on every packet. Mutable and not thread-safe; allocates nothing.
 */
public final class PacketSource {
    private static final int ETHERTYPE_AT = 12;
    private static final int IPV4_AT = 14;
    private static final int IPV4_BYTES = 20;
    private static final int VERSION_4_WITHOUT_OPTIONS = 0x45;
    private static final int SOURCE_AT = IPV4_AT + 12;

    private final PacketHeaders headers = new PacketHeaders();
    private int version;
    private long high;
    private long low;
    private long mac;

    /** Creates a source that is unknown. */
    public PacketSource() {}

    /**
     * Reads a packet's source.
     *
     * @param bytes an array that holds it
     * @param offset where it starts
     * @param capturedLength the bytes at hand
     * @param linkType what the first byte is
     */
    public void read(byte[] bytes, int offset, int capturedLength, LinkType linkType) {
        boolean plain = linkType == LinkType.ETHERNET
                && capturedLength >= IPV4_AT + IPV4_BYTES
                && BigEndian.u16(bytes, offset + ETHERTYPE_AT) == EtherTypes.IPV4
                && bytes[offset + IPV4_AT] == VERSION_4_WITHOUT_OPTIONS;
        if (plain) {
            version = 4;
            high = 0;
            low = BigEndian.u32(bytes, offset + SOURCE_AT);
            mac = BigEndian.i64(bytes, offset + 6) >>> 16;
        } else {
            decode(bytes, offset, capturedLength, linkType);
        }
    }

    private void decode(byte[] bytes, int offset, int capturedLength, LinkType linkType) {
        HeaderDecoder.decode(bytes, offset, capturedLength, linkType, headers);
        boolean arp = headers.arpSender >= 0;
        version = arp ? 4 : headers.ipVersion;
        high = headers.srcHigh;
        low = arp ? headers.arpSender : headers.srcLow;
        mac = headers.srcMac;
    }

    /**
     * The IP version of the source address.
     *
     * @return 4 for IPv4 and ARP, 6 for IPv6, 0 for anything else
     */
    public int version() {
        return version;
    }

    /**
     * The upper half of an IPv6 address.
     *
     * @return 64 bits, 0 for IPv4
     */
    public long high() {
        return high;
    }

    /**
     * The lower half of an IPv6 address, or an IPv4 address; of ARP the sender's.
     *
     * @return 64 bits
     */
    public long low() {
        return low;
    }

    /**
     * The MAC address.
     *
     * @return 48 bits, or -1 without an Ethernet header
     */
    public long mac() {
        return mac;
    }
}
