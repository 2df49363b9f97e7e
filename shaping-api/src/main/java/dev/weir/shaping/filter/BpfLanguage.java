package dev.weir.shaping.filter;

import dev.weir.shaping.LinkType;
import java.util.stream.Collectors;

/** The filter language of libpcap, for one link type. */
final class BpfLanguage implements Language {
    /*
     * Only bytes at places that we count from the start of the packet are read, and only where the packet is long enough: a load behind its end would reject the
     * packet, whatever else the filter says [1]. So every formula asks for the length first, and what is known of the language's own protocols does not matter.
     *
     * A test takes at most 16 instructions, of which the kernel takes 4096. A formula that holds for nothing is an error to libpcap if it finds that out; so there
     * is always an alternative of which it does not know that it never holds.
     *
     * [1] McCanne, Jacobson, The BSD Packet Filter: A New Architecture for User-level Packet Capture, USENIX Winter 1993; pcap-filter(7).
     */
    static final int MOST_TESTS = 250;

    private static final int MOST_DEPTH = 500;
    private static final String NOTHING = "len = 0xffffffff";

    private final LinkType linkType;

    BpfLanguage(LinkType linkType) {
        this.linkType = linkType;
    }

    @Override
    public PacketKind packets(int mostRanges) {
        return switch (linkType) {
            case ETHERNET -> new BpfFrames(mostRanges).ethernet();
            case RAW_IP -> new BpfFrames(mostRanges).rawIp();
            default -> new PacketKind(Expression.TRUE, match -> Bounds.UNKNOWN);
        };
    }

    @Override
    public boolean takes(Expression expression) {
        return expression.tests() < MOST_TESTS && expression.depth() <= MOST_DEPTH;
    }

    @Override
    public String text(Expression expression) {
        if (expression.equals(Expression.TRUE)) {
            return "";
        }
        return expression.equals(Expression.FALSE) ? NOTHING : part(expression) + " or " + NOTHING;
    }

    private static String part(Expression expression) {
        if (expression instanceof Expression.Test test) {
            return test.text();
        }
        if (expression instanceof Expression.Not not) {
            return "not (" + part(not.inner()) + ")";
        }
        Expression.Group group = (Expression.Group) expression;
        return group.parts.stream().map(BpfLanguage::operand).collect(Collectors.joining(group.all ? " and " : " or "));
    }

    private static String operand(Expression expression) {
        return expression instanceof Expression.Group ? "(" + part(expression) + ")" : part(expression);
    }
}
