package dev.weir.capture.pcap;

import dev.weir.shaping.LinkType;

/*
 * The LINKTYPE numbers of capture files [1]. "Raw IP" is 101; 12 and 14 are the platform's own numbers for it, which old
 * programs wrote into files; 228 and 229 say IPv4 and IPv6.
 *
 * [1] https://www.tcpdump.org/linktypes.html
 */
/** Maps LINKTYPE numbers to link types. */
final class LinkTypes {
    static final int ETHERNET = 1;
    static final int MAX_CODE = 0xFFFF;

    private LinkTypes() {}

    static LinkType of(int code) {
        return switch (code) {
            case 0 -> LinkType.NULL_LOOPBACK;
            case ETHERNET -> LinkType.ETHERNET;
            case 12, 14, 101, 228, 229 -> LinkType.RAW_IP;
            case 108 -> LinkType.LOOP;
            case 113 -> LinkType.LINUX_SLL;
            case 276 -> LinkType.LINUX_SLL2;
            default -> LinkType.UNKNOWN;
        };
    }
}
