package dev.weir.shaping.filter;

import static dev.weir.shaping.filter.Expression.all;
import static dev.weir.shaping.filter.Expression.any;
import static dev.weir.shaping.filter.Expression.flag;
import static dev.weir.shaping.filter.Expression.not;
import static dev.weir.shaping.filter.Expression.test;

import dev.weir.shaping.Direction;
import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.match.AdapterIs;
import dev.weir.shaping.match.AddressIn;
import dev.weir.shaping.match.DirectionIs;
import dev.weir.shaping.match.End;
import dev.weir.shaping.match.EtherTypeIs;
import dev.weir.shaping.match.Ip;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.PortIn;
import dev.weir.shaping.match.ProtocolIs;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What WinDivert's language can say of packets of one IP version. All packets are IP, without a link layer. */
final class WinDivertPackets {
    /*
     * IPv6 packets are of two kinds. Behind an extension header WinDivert and the engine may find different things, as they know different ones; there nothing is
     * said about protocols and ports. Ports are seen in whole TCP and UDP headers only: the engine knows them of headers that are cut off, and of other protocols.
     */
    private static final Expression TCP = flag("tcp");
    private static final Expression UDP = flag("udp");
    private static final List<Integer> WITH_UNSEEN_PORTS =
            List.of(IpProtocols.DCCP, IpProtocols.SCTP, IpProtocols.UDPLITE);

    private final int version;
    private final String header;
    private final String protocol;
    private final boolean extended;
    private final int mostRanges;

    private WinDivertPackets(int version, boolean extended, int mostRanges) {
        this.version = version;
        this.extended = extended;
        this.mostRanges = mostRanges;
        header = version == 4 ? "ip." : "ipv6.";
        protocol = version == 4 ? "ip.Protocol" : "ipv6.NextHdr";
    }

    static PacketKind packets(int mostRanges) {
        Expression extension = any(Ipv6Extensions.NUMBERS.stream()
                .map(number -> test("ipv6.NextHdr == " + number))
                .toList());
        PacketKind plain = new PacketKind(not(extension), new WinDivertPackets(6, false, mostRanges)::leaf);
        PacketKind extended = new PacketKind(extension, new WinDivertPackets(6, true, mostRanges)::leaf);
        return new PacketKind(
                Expression.TRUE,
                List.of(
                        new PacketKind(flag("ip"), new WinDivertPackets(4, false, mostRanges)::leaf),
                        new PacketKind(flag("ipv6"), List.of(plain, extended))));
    }

    private Bounds leaf(Match match) {
        if (match instanceof Ip) {
            return Bounds.ALWAYS;
        }
        if (match instanceof DirectionIs is) {
            return Bounds.exact(direction(is.direction()));
        }
        if (match instanceof AdapterIs is) {
            return is.id() < 0 ? Bounds.NEVER : Bounds.exact(test("ifIdx == " + is.id()));
        }
        if (match instanceof EtherTypeIs is) {
            return is.type() == (version == 4 ? EtherTypes.IPV4 : EtherTypes.IPV6) ? Bounds.ALWAYS : Bounds.NEVER;
        }
        if (match instanceof MacIn) {
            return Bounds.NEVER;
        }
        if (match instanceof AddressIn in) {
            return addresses(in);
        }
        if (match instanceof ProtocolIs is) {
            return extended ? Bounds.UNKNOWN : Bounds.exact(test(protocol + " == " + is.number()));
        }
        if (match instanceof PortIn in) {
            return extended ? Bounds.UNKNOWN : ports(in);
        }
        return Bounds.UNKNOWN;
    }

    private static Expression direction(Direction direction) {
        return flag(direction == Direction.OUTGOING ? "outbound" : "inbound");
    }

    private Bounds addresses(AddressIn in) {
        List<Span> ranges = in.addresses().ranges().stream()
                .filter(range -> range.from().version() == version)
                .map(Span::of)
                .toList();
        List<Span> wide = new ArrayList<>(ranges);
        in.addresses().masked().stream()
                .filter(masked -> masked.address().version() == version)
                .map(MaskCover::of)
                .forEach(wide::add);
        return new Bounds(
                either(in.end(), "Addr", Span.fewer(ranges, mostRanges)),
                either(in.end(), "Addr", Span.joined(Span.sorted(wide), mostRanges)));
    }

    /** The field of an end in some ranges; which end that is may depend on the direction. */
    private Expression either(End end, String field, List<Span> ranges) {
        return either(end, field, ranges, header);
    }

    private Expression either(End end, String field, List<Span> ranges, String owner) {
        Expression source = within(owner + "Src" + field, ranges);
        Expression destination = within(owner + "Dst" + field, ranges);
        return switch (end) {
            case SOURCE -> source;
            case DESTINATION -> destination;
            case LOCAL -> byDirection(source, destination);
            case REMOTE -> byDirection(destination, source);
        };
    }

    private static Expression byDirection(Expression outgoing, Expression incoming) {
        return outgoing.equals(incoming)
                ? outgoing
                : any(all(direction(Direction.OUTGOING), outgoing), all(direction(Direction.INCOMING), incoming));
    }

    private Expression within(String field, List<Span> ranges) {
        return any(ranges.stream().map(range -> within(field, range)).toList());
    }

    private Expression within(String field, Span range) {
        if (range.single()) {
            return test(field + " == " + value(field, range.first()));
        }
        return all(
                test(field + " >= " + value(field, range.first())), test(field + " <= " + value(field, range.last())));
    }

    private String value(String field, BigInteger number) {
        return field.endsWith("Addr") ? Numerals.address(version, number) : number.toString();
    }

    private Bounds ports(PortIn in) {
        List<Span> ranges = Span.of(in.ports().numbers());
        List<Expression> wide = new ArrayList<>();
        wide.add(seenPort(in.end(), Span.joined(ranges, mostRanges)));
        wide.add(all(test(protocol + " == " + IpProtocols.TCP), not(TCP)));
        wide.add(all(test(protocol + " == " + IpProtocols.UDP), not(UDP)));
        WITH_UNSEEN_PORTS.forEach(number -> wide.add(test(protocol + " == " + number)));
        return new Bounds(seenPort(in.end(), Span.fewer(ranges, mostRanges)), any(wide));
    }

    private Expression seenPort(End end, List<Span> ranges) {
        return any(either(end, "Port", ranges, "tcp."), either(end, "Port", ranges, "udp."));
    }
}
