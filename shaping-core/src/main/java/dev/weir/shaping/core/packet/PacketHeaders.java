package dev.weir.shaping.core.packet;

/**
 * The decoded header fields of one packet, filled by {@link HeaderDecoder} and reused for the next.
 *
 * <p>Offsets count from the first byte of the packet, not of the array it lies in. What is unknown has the value that the
 * field names. Mutable and not thread-safe: one instance belongs to one thread. Allocates nothing.
 */
public final class PacketHeaders {
    /** The EtherType behind all VLAN tags, synthesised without a link layer; 0 if there is none. */
    public int ethProto;
    /** The VLAN id of the outermost tag, 0 to 4095; -1 without a tag. */
    public int vlanId;
    /** The source MAC address in the lower 48 bits; -1 without an Ethernet header. */
    public long srcMac;
    /** The destination MAC address in the lower 48 bits; -1 without an Ethernet header. */
    public long dstMac;
    /** The sender's IPv4 address in an ARP packet; -1 in any other. */
    public long arpSender;
    /** The version of the outermost IP header, 4 or 6; 0 if the packet is not IP. */
    public int ipVersion;
    /** Where the outermost IP header starts; -1 if the packet is not IP. */
    public int ipHeaderOffset;
    /** The length of the IP header in bytes: 20 to 60 with options for IPv4, 40 for IPv6; 0 if the packet is not IP. */
    public int ipHeaderLength;
    /** The protocol field of the IP header itself, 0 to 255; -1 if the packet is not IP. */
    public int ipNextHeader;
    /** The protocol behind the extension headers, 0 to 255; -1 if the packet is not IP. */
    public int ipProto;
    /** The upper 64 bits of the IPv6 source address; 0 for anything else. */
    public long srcHigh;
    /** The lower 64 bits of the IPv6 source address, or the IPv4 source address; 0 if the packet is not IP. */
    public long srcLow;
    /** The upper 64 bits of the IPv6 destination address; 0 for anything else. */
    public long dstHigh;
    /** The lower 64 bits of the IPv6 destination address, or the IPv4 destination address; 0 if the packet is not IP. */
    public long dstLow;
    /** The TTL or hop limit, 0 to 255; -1 if the packet is not IP. */
    public int ttl;
    /** The TOS or Traffic Class byte, 0 to 255; -1 if the packet is not IP. */
    public int tos;
    /** Whether more fragments follow or the fragment offset is not 0. */
    public boolean fragment;
    /** Where the fragment lies in the packet it is part of, in bytes: a multiple of 8 up to 65528; 0 otherwise. */
    public int fragmentOffset;
    /** Whether the ports were read from the packet. */
    public boolean hasPorts;
    /** The source port, 0 to 65535; 0 without ports. */
    public int srcPort;
    /** The destination port, 0 to 65535; 0 without ports. */
    public int dstPort;
    /** Whether the TCP flags were read from the packet. */
    public boolean hasTcpFlags;
    /** The lower eight TCP flags; 0 for anything but TCP. */
    public int tcpFlags;
    /**
     * Where the upper-layer header starts, at most the captured length; -1 if the packet is not IP, is a later fragment, or its
     * extension headers could not be read to the end.
     */
    public int transportOffset;
    /**
     * The number of bytes behind the transport header as the headers tell it, captured or not; of the IP payload where the
     * transport header is unknown; 0 if the packet is not IP.
     */
    public int payloadLength;

    /** Creates an instance on which everything is unknown. */
    public PacketHeaders() {
        clear();
    }

    /** Sets every field to its unknown value. */
    public void clear() {
        ethProto = 0;
        vlanId = -1;
        srcMac = -1;
        dstMac = -1;
        arpSender = -1;
        ipVersion = 0;
        ipHeaderOffset = -1;
        ipHeaderLength = 0;
        ipNextHeader = -1;
        ipProto = -1;
        srcHigh = 0;
        srcLow = 0;
        dstHigh = 0;
        dstLow = 0;
        ttl = -1;
        tos = -1;
        fragment = false;
        fragmentOffset = 0;
        hasPorts = false;
        srcPort = 0;
        dstPort = 0;
        hasTcpFlags = false;
        tcpFlags = 0;
        transportOffset = -1;
        payloadLength = 0;
    }

    /**
     * The Differentiated Services code point.
     *
     * @return 0 to 63, or -1 if the packet is not IP
     */
    public int dscp() {
        return tos >> 2;
    }

    /**
     * The two ECN bits (RFC 3168).
     *
     * @return 0 to 3, or -1 if the packet is not IP
     */
    public int ecn() {
        return tos < 0 ? -1 : tos & 3;
    }
}
