package dev.weir.shaping.filter;

import dev.weir.shaping.LinkType;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;

/**
 * Puts conditions and filters into the filter language of libpcap. Thread-safe; allocates.
 *
 * <p>The engine's own filters decide; the capture only settles what they would settle in the same way. Where the language cannot say a thing, or the filter would
 * become too large, more packets are captured than need be: sets of addresses and ports are made coarser, then the last filters are left out, until a filter has
 * no more than 250 tests, for which the 4096 instructions of the kernel suffice.
 *
 * <p>Ethernet and raw IP are known; on any other link type everything is captured. What depends on direction, adapter, time, names of addresses, other header fields or
 * a predicate is never left to the capture; nor are IP packets behind VLAN tags, ports behind IPv4 options, and protocols and ports behind an IPv6 extension header.
 * Packets must not be cut off before the filter sees them, as it is for a live capture.
 */
public final class BpfFilters {
    private BpfFilters() {}

    private static Translation translation(LinkType linkType) {
        return new Translation(new BpfLanguage(linkType));
    }

    /**
     * A filter for all packets of a condition; it may match others too.
     *
     * @param match the condition
     * @param linkType what packets begin with
     * @return the filter, empty for all packets
     */
    public static DriverFilter matching(Match match, LinkType linkType) {
        return translation(linkType).atLeast(match);
    }

    /**
     * A filter for a capture that watches: all packets but those that filters ignore. Blocked packets are captured, so that they are counted.
     *
     * @param filters the filters
     * @param linkType what packets begin with
     * @return the filter, empty for all packets
     */
    public static DriverFilter watched(FilterSet filters, LinkType linkType) {
        return translation(linkType).without(Matches.any(), filters, FilterAction.IGNORE);
    }

    /**
     * A filter for captures between which packets are forwarded: all packets but those that filters block. Ignored packets are captured, as what is not captured is
     * not forwarded.
     *
     * @param filters the filters
     * @param linkType what packets begin with
     * @return the filter, empty for all packets
     */
    public static DriverFilter bridged(FilterSet filters, LinkType linkType) {
        return translation(linkType).without(Matches.any(), filters, FilterAction.BLOCK);
    }
}
