package dev.weir.shaping.filter;

import dev.weir.shaping.IpProtocols;
import java.util.List;

/** The headers that may stand between the IPv6 header and that of the protocol above, as the engine knows them. */
final class Ipv6Extensions {
    static final List<Integer> NUMBERS = List.of(
            IpProtocols.HOPOPTS,
            IpProtocols.ROUTING,
            IpProtocols.FRAGMENT,
            IpProtocols.AH,
            IpProtocols.DSTOPTS,
            IpProtocols.MOBILITY,
            IpProtocols.HOSTIDENTITY,
            IpProtocols.SHIM6);

    private Ipv6Extensions() {}
}
