package dev.weir.shaping.filter;

import dev.weir.shaping.match.MaskedAddress;
import java.math.BigInteger;

/** The smallest network that has all addresses that fit a mask with gaps: the mask's leading ones. */
final class MaskCover {
    private MaskCover() {}

    static Span of(MaskedAddress masked) {
        int bits = masked.address().version() == 4 ? 32 : 128;
        BigInteger mask = Span.number(masked.mask());
        int leading = 0;
        while (leading < bits && mask.testBit(bits - 1 - leading)) {
            leading++;
        }
        BigInteger free = BigInteger.ONE.shiftLeft(bits - leading).subtract(BigInteger.ONE);
        BigInteger first = Span.number(masked.address()).andNot(free);
        return new Span(first, first.or(free));
    }
}
