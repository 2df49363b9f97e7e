package dev.weir.shaping.filter;

import static dev.weir.shaping.filter.Expression.all;
import static dev.weir.shaping.filter.Expression.any;
import static dev.weir.shaping.filter.Expression.test;

import dev.weir.shaping.match.End;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A big-endian number in a packet, which is read in pieces of at most four bytes, the first being the most significant. */
record BpfField(List<Piece> pieces) {
    /** A load, and the bits it reads. */
    record Piece(String load, int bits) {
        private BigInteger most() {
            return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        }
    }

    /** A number of bytes at a fixed place. */
    static BpfField at(int offset, int bytes) {
        List<Piece> pieces = new ArrayList<>();
        for (int from = offset; from < offset + bytes; from += 4) {
            int size = Math.min(4, offset + bytes - from);
            pieces.add(new Piece("link[" + from + ":" + size + "]", 8 * size));
        }
        return new BpfField(pieces);
    }

    /** What is known of an end whose place depends on the direction, which the language does not know. */
    static Bounds end(End end, Bounds source, Bounds destination) {
        return switch (end) {
            case SOURCE -> source;
            case DESTINATION -> destination;
            case LOCAL, REMOTE ->
                new Bounds(all(source.narrow(), destination.narrow()), any(source.wide(), destination.wide()));
        };
    }

    /** The number is in one of some spans, as many as may be. */
    Bounds within(List<Span> spans, int mostRanges) {
        return new Bounds(within(Span.fewer(spans, mostRanges)), within(Span.joined(spans, mostRanges)));
    }

    private Expression within(List<Span> spans) {
        return any(spans.stream().map(span -> within(span, 0)).toList());
    }

    private Expression within(Span span, int piece) {
        if (piece == pieces.size()) {
            return Expression.TRUE;
        }
        BigInteger first = part(span.first(), piece);
        if (first.equals(part(span.last(), piece))) {
            return all(compare(piece, "=", first), within(span, piece + 1));
        }
        return all(atLeast(span.first(), piece), atMost(span.last(), piece));
    }

    private Expression atLeast(BigInteger bound, int piece) {
        if (rest(bound, piece).signum() == 0) {
            return Expression.TRUE;
        }
        BigInteger own = part(bound, piece);
        if (rest(bound, piece + 1).signum() == 0) {
            return compare(piece, ">=", own);
        }
        return any(beyond(piece, ">", own), all(compare(piece, "=", own), atLeast(bound, piece + 1)));
    }

    private Expression atMost(BigInteger bound, int piece) {
        if (rest(bound, piece).equals(ones(piece))) {
            return Expression.TRUE;
        }
        BigInteger own = part(bound, piece);
        if (rest(bound, piece + 1).equals(ones(piece + 1))) {
            return compare(piece, "<=", own);
        }
        return any(beyond(piece, "<", own), all(compare(piece, "=", own), atMost(bound, piece + 1)));
    }

    private Expression beyond(int piece, String operator, BigInteger own) {
        BigInteger end = operator.equals(">") ? pieces.get(piece).most() : BigInteger.ZERO;
        return own.equals(end) ? Expression.FALSE : compare(piece, operator, own);
    }

    /** The number is a value where a mask has ones. */
    Expression fits(BigInteger value, BigInteger mask) {
        List<Expression> tests = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            BigInteger bits = part(mask, i);
            if (bits.equals(pieces.get(i).most())) {
                tests.add(compare(i, "=", part(value, i)));
            } else if (bits.signum() != 0) {
                tests.add(test(pieces.get(i).load + " & " + hex(bits) + " = " + hex(part(value, i))));
            }
        }
        return all(tests);
    }

    private Expression compare(int piece, String operator, BigInteger value) {
        Piece own = pieces.get(piece);
        return test(own.load + " " + operator + " " + (own.bits == 16 ? value.toString() : hex(value)));
    }

    private static String hex(BigInteger value) {
        return "0x" + value.toString(16);
    }

    private int bitsFrom(int piece) {
        return pieces.stream().skip(piece).mapToInt(Piece::bits).sum();
    }

    private BigInteger ones(int piece) {
        return BigInteger.ONE.shiftLeft(bitsFrom(piece)).subtract(BigInteger.ONE);
    }

    private BigInteger rest(BigInteger number, int piece) {
        return number.and(ones(piece));
    }

    private BigInteger part(BigInteger number, int piece) {
        return rest(number, piece).shiftRight(bitsFrom(piece + 1));
    }
}
