package dev.weir.shaping.core.packet;

import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.LinkType;
import java.util.Objects;

/**
 * Reads the header fields of a packet, once, into a reused {@link PacketHeaders}.
 *
 * <p>Nothing outside the captured bytes is read, and no content makes it throw: what is truncated, malformed or of an unknown
 * kind reads as unknown. The outermost IP header counts; tunnels, MPLS and PPPoE are not opened. Thread-safe, wait-free, and
 * allocates nothing; the work per packet is bounded.
 */
public final class HeaderDecoder {
    /*
     * The link layer finds the EtherType and where the network header starts; IPv4 or IPv6 finds the protocol and where the
     * transport header starts. Each step is handed the array, the packet's first byte, its own first byte and the first byte it
     * must not read; the network layer lowers the last of these to the end of the datagram, so that link padding is not taken
     * for a header.
     *
     * A header that lies about itself ends the walk where the lie is:
     *
     *   - IPv4 with fewer than 20 bytes, another version, an IHL below 5, or options that are not all captured; IPv6 with fewer
     *     than 40 bytes or another version: not IP, but the EtherType is kept.
     *   - IPv4 total length below the header length: IP without payload. Total length 0 (segmentation offload): the datagram
     *     ends with the capture. The same for an IPv6 payload length of 0 in front of hop-by-hop options (a jumbogram).
     *   - IPv6 extension headers that end early: the protocol is the next header if that is no extension header, else the number
     *     of the header that could not be read. So it is for a later fragment whose first header is an extension header, and
     *     behind too many headers.
     *
     * 1. IEEE 802.3, 802.1Q, 802.1ad; RFC 1042 (SNAP).
     * 2. https://www.tcpdump.org/linktypes.html: BSD loopback, Linux cooked v1 and v2.
     * 3. RFC 791 (IPv4), RFC 8200 (IPv6), RFC 4302 (AH), RFC 4303 (ESP), RFC 2675 (jumbograms).
     * 4. RFC 9293 (TCP), RFC 768 (UDP), RFC 3828 (UDP-Lite), RFC 9260 (SCTP), RFC 4340 (DCCP), RFC 792 and RFC 4443 (ICMP).
     * 5. RFC 826 (ARP).
     */

    private static final int ARP_FIXED_BYTES = 8;

    private HeaderDecoder() {}

    /**
     * Decodes one packet.
     *
     * @param bytes the array the packet lies in
     * @param offset the packet's first byte
     * @param capturedLength how many bytes of it are there
     * @param linkType what the first byte is
     * @param out overwritten with the fields found
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public static void decode(byte[] bytes, int offset, int capturedLength, LinkType linkType, PacketHeaders out) {
        Objects.checkFromIndexSize(offset, capturedLength, bytes.length);
        int end = offset + capturedLength;
        out.clear();
        switch (linkType) {
            case ETHERNET -> EthernetHeader.decode(bytes, offset, end, out);
            case RAW_IP -> rawIp(bytes, offset, end, out);
            case NULL_LOOPBACK, LOOP -> LoopbackHeader.decode(bytes, offset, end, linkType == LinkType.LOOP, out);
            case LINUX_SLL -> CookedHeader.decodeV1(bytes, offset, end, out);
            case LINUX_SLL2 -> CookedHeader.decodeV2(bytes, offset, end, out);
            case UNKNOWN -> {}
        }
    }

    private static void rawIp(byte[] bytes, int start, int end, PacketHeaders out) {
        if (start == end) {
            return;
        }
        switch (BigEndian.u8(bytes, start) >> 4) {
            case 4 -> network(bytes, start, start, end, EtherTypes.IPV4, out);
            case 6 -> network(bytes, start, start, end, EtherTypes.IPV6, out);
            default -> {}
        }
    }

    static void network(byte[] bytes, int start, int at, int end, int etherType, PacketHeaders out) {
        out.ethProto = etherType;
        if (etherType == EtherTypes.IPV4) {
            Ipv4Header.decode(bytes, start, at, end, out);
        } else if (etherType == EtherTypes.IPV6) {
            Ipv6Header.decode(bytes, start, at, end, out);
        } else if (etherType == EtherTypes.ARP) {
            arp(bytes, at, end, out);
        }
    }

    private static void arp(byte[] bytes, int at, int end, PacketHeaders out) {
        if (end - at < ARP_FIXED_BYTES || BigEndian.u16(bytes, at + 2) != EtherTypes.IPV4) {
            return;
        }
        int sender = at + ARP_FIXED_BYTES + BigEndian.u8(bytes, at + 4);
        if (BigEndian.u8(bytes, at + 5) == Integer.BYTES && end - sender >= Integer.BYTES) {
            out.arpSender = BigEndian.u32(bytes, sender);
        }
    }
}
