package dev.weir.shaping.filter;

import static dev.weir.shaping.filter.Expression.all;
import static dev.weir.shaping.filter.Expression.any;
import static dev.weir.shaping.filter.Expression.not;
import static dev.weir.shaping.filter.Expression.test;

import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.match.EtherTypeIs;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.Match;
import java.util.List;

/** The kinds of frames of a link type, and what can be said of each. */
final class BpfFrames {
    /*
     * On Ethernet: IPv4 and IPv6 right behind the header; other EtherTypes; frames too short for a header; and frames in which more headers have to be read before
     * anything is known, which are tagged, or have a length in place of a type, or a broken IP header. Of the last only the MAC addresses are known.
     *
     * Without a link layer: IPv4, IPv6, and what is neither.
     */
    private static final int ETHERNET_BYTES = 14;
    private static final List<Integer> TAGS =
            List.of(EtherTypes.VLAN_TAGGED_FRAME, EtherTypes.PROVIDER_BRIDGING, EtherTypes.Q_IN_Q);

    private final int mostRanges;

    BpfFrames(int mostRanges) {
        this.mostRanges = mostRanges;
    }

    PacketKind ethernet() {
        Expression header = test("len >= " + ETHERNET_BYTES);
        BpfIp ipv4 = new BpfIp(4, ETHERNET_BYTES, mostRanges);
        BpfIp ipv6 = new BpfIp(6, ETHERNET_BYTES, mostRanges);
        Expression isIpv4 = all(type(EtherTypes.IPV4), ipv4.test());
        Expression isIpv6 = all(type(EtherTypes.IPV6), ipv6.test());
        Expression isOther = all(
                test("link[12:2] >= 1536"),
                not(any(type(EtherTypes.IPV4), type(EtherTypes.IPV6))),
                not(any(TAGS.stream().map(BpfFrames::type).toList())));
        PacketKind framed = new PacketKind(
                header,
                List.of(
                        ip(isIpv4, ipv4, EtherTypes.IPV4, true),
                        ip(isIpv6, ipv6, EtherTypes.IPV6, true),
                        new PacketKind(isOther, this::other),
                        new PacketKind(not(any(isIpv4, isIpv6, isOther)), this::mac)));
        return new PacketKind(Expression.TRUE, List.of(framed, new PacketKind(not(header), BpfFrames::tooShort)));
    }

    PacketKind rawIp() {
        BpfIp ipv4 = new BpfIp(4, 0, mostRanges);
        BpfIp ipv6 = new BpfIp(6, 0, mostRanges);
        return new PacketKind(
                Expression.TRUE,
                List.of(
                        ip(ipv4.test(), ipv4, EtherTypes.IPV4, false),
                        ip(ipv6.test(), ipv6, EtherTypes.IPV6, false),
                        new PacketKind(not(any(ipv4.test(), ipv6.test())), BpfFrames::neither)));
    }

    private PacketKind ip(Expression test, BpfIp header, int etherType, boolean framed) {
        PacketKind plain = new PacketKind(not(header.extended()), match -> ip(match, header, false, etherType, framed));
        PacketKind extended = new PacketKind(header.extended(), match -> ip(match, header, true, etherType, framed));
        return new PacketKind(test, List.of(plain, extended));
    }

    private static Expression type(int etherType) {
        return test("link[12:2] = " + etherType);
    }

    private Bounds ip(Match match, BpfIp header, boolean extended, int etherType, boolean framed) {
        if (BpfIp.concerns(match)) {
            return header.of(match, extended);
        }
        if (match instanceof EtherTypeIs is) {
            return is.type() == etherType ? Bounds.ALWAYS : Bounds.NEVER;
        }
        return framed ? mac(match) : noMac(match);
    }

    private Bounds other(Match match) {
        if (match instanceof EtherTypeIs is) {
            return Bounds.exact(type(is.type()));
        }
        return BpfIp.concerns(match) ? Bounds.NEVER : mac(match);
    }

    private static Bounds tooShort(Match match) {
        if (match instanceof EtherTypeIs is) {
            return is.type() == EtherTypes.NONE ? Bounds.ALWAYS : Bounds.NEVER;
        }
        return neither(match);
    }

    private static Bounds neither(Match match) {
        return BpfIp.concerns(match) ? Bounds.NEVER : noMac(match);
    }

    private static Bounds noMac(Match match) {
        return match instanceof MacIn ? Bounds.NEVER : Bounds.UNKNOWN;
    }

    private Bounds mac(Match match) {
        if (!(match instanceof MacIn in)) {
            return Bounds.UNKNOWN;
        }
        List<Span> ranges = Span.of(in.addresses().numbers());
        return BpfField.end(
                in.end(),
                BpfField.at(6, 6).within(ranges, mostRanges),
                BpfField.at(0, 6).within(ranges, mostRanges));
    }
}
