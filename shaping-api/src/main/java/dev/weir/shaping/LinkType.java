package dev.weir.shaping;

/**
 * What the first byte of a packet's body is: the lowest layer its backend sees.
 *
 * <p>The names follow the LINKTYPE registry of the tcpdump project.
 */
public enum LinkType {
    /** Ethernet II or IEEE 802.3, with or without VLAN tags. */
    ETHERNET,
    /** The body starts with an IPv4 or IPv6 header. */
    RAW_IP,
    /** BSD loopback: a 4-byte address family in the byte order of the capturing machine, then the packet. */
    NULL_LOOPBACK,
    /** OpenBSD loopback: as {@link #NULL_LOOPBACK}, but always in network byte order. */
    LOOP,
    /** Linux "cooked" capture, version 1: a 16-byte pseudo header. */
    LINUX_SLL,
    /** Linux "cooked" capture, version 2: a 20-byte pseudo header. */
    LINUX_SLL2,
    /** Any other link type: the packet is carried, but nothing in it is decoded. */
    UNKNOWN
}
