package dev.weir.shaping.filter;

import static dev.weir.shaping.filter.Expression.all;
import static dev.weir.shaping.filter.Expression.any;
import static dev.weir.shaping.filter.Expression.not;

import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.match.AddressIn;
import dev.weir.shaping.match.Ip;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.PortIn;
import dev.weir.shaping.match.ProtocolIs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Tests of an IP header that starts at a fixed place. */
final class BpfIp {
    /*
     * A packet has ports if its protocol does, it is no later fragment, and the ports are captured and inside the datagram; an IPv4 datagram of length 0 ends with
     * the packet. Behind IPv4 options nothing is said about ports, and behind IPv6 extension headers nothing about protocols and ports: computed places and
     * lengths make libpcap's optimizer lose values now and then.
     */
    private static final int IPV4_WORDS = 5;
    private static final int IPV6_BYTES = 40;
    private static final List<Integer> WITH_PORTS =
            List.of(IpProtocols.TCP, IpProtocols.UDP, IpProtocols.DCCP, IpProtocols.SCTP, IpProtocols.UDPLITE);

    private final int version;
    private final int start;
    private final int mostRanges;

    BpfIp(int version, int start, int mostRanges) {
        this.version = version;
        this.start = start;
        this.mostRanges = mostRanges;
    }

    /** Holds for packets with a whole header that does not lie about itself. */
    Expression test() {
        if (version == 6) {
            return all(longerThan(IPV6_BYTES), Expression.test("link[" + start + "] & 0xf0 = 0x60"));
        }
        return any(IntStream.rangeClosed(IPV4_WORDS, 15)
                .mapToObj(words -> all(longerThan(4 * words), ipv4(words)))
                .toList());
    }

    private Expression longerThan(int bytes) {
        return Expression.test("len >= " + (start + bytes));
    }

    private Expression ipv4(int headerWords) {
        return Expression.test("link[" + start + "] = 0x4" + Integer.toHexString(headerWords));
    }

    /** Holds for such packets if there are options in the header, or an extension header behind it. */
    Expression extended() {
        return version == 4
                ? not(ipv4(IPV4_WORDS))
                : any(Ipv6Extensions.NUMBERS.stream().map(this::protocol).toList());
    }

    private Expression protocol(int number) {
        return Expression.test("link[" + (start + (version == 4 ? 9 : 6)) + "] = " + number);
    }

    /** Whether a condition never holds where there is no IP header. */
    static boolean concerns(Match match) {
        return match instanceof Ip
                || match instanceof AddressIn
                || match instanceof ProtocolIs
                || match instanceof PortIn;
    }

    /** What is known of such a condition. */
    Bounds of(Match match, boolean extended) {
        if (match instanceof AddressIn in) {
            return BpfField.end(in.end(), addresses(in, true), addresses(in, false));
        }
        if (match instanceof Ip) {
            return Bounds.ALWAYS;
        }
        if (match instanceof ProtocolIs is && (version == 4 || !extended)) {
            return Bounds.exact(protocol(is.number()));
        }
        return extended || !(match instanceof PortIn in) ? Bounds.UNKNOWN : ports(in);
    }

    private Bounds addresses(AddressIn in, boolean source) {
        int bytes = version == 4 ? 4 : 16;
        int first = start + (version == 4 ? 12 : 8);
        BpfField field = BpfField.at(source ? first : first + bytes, bytes);
        List<Span> ranges = in.addresses().ranges().stream()
                .filter(range -> range.from().version() == version)
                .map(Span::of)
                .toList();
        List<Bounds> parts = new ArrayList<>();
        parts.add(field.within(ranges, mostRanges));
        in.addresses().masked().stream()
                .filter(masked -> masked.address().version() == version)
                .forEach(masked ->
                        parts.add(Bounds.exact(field.fits(Span.number(masked.address()), Span.number(masked.mask())))));
        return parts.size() > mostRanges + 1 ? Bounds.UNKNOWN : Bounds.any(parts);
    }

    private Bounds ports(PortIn in) {
        List<Span> ranges = Span.of(in.ports().numbers());
        int first = start + headerBytes();
        Bounds source = BpfField.at(first, 2).within(ranges, mostRanges);
        Bounds destination = BpfField.at(first + 2, 2).within(ranges, mostRanges);
        return Bounds.exact(hasPorts()).and(BpfField.end(in.end(), source, destination));
    }

    private int headerBytes() {
        return version == 4 ? 4 * IPV4_WORDS : IPV6_BYTES;
    }

    private Expression hasPorts() {
        Expression ported = any(WITH_PORTS.stream().map(this::protocol).toList());
        Expression captured = longerThan(headerBytes() + 4);
        if (version == 6) {
            return all(ported, captured, Expression.test("link[" + (start + 4) + ":2] >= 4"));
        }
        String length = "link[" + (start + 2) + ":2]";
        return all(
                ported,
                captured,
                Expression.test("link[" + (start + 6) + ":2] & 0x1fff = 0"),
                any(Expression.test(length + " = 0"), Expression.test(length + " >= 24")));
    }
}
