package dev.weir.shaping.filter;

import java.math.BigInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Addresses in the form that needs no knowledge of shorter ones. */
final class Numerals {
    private Numerals() {}

    /** An IPv4 address as four decimal numbers, an IPv6 address as eight hexadecimal ones. */
    static String address(int version, BigInteger number) {
        int bits = version == 4 ? 8 : 16;
        int groups = version == 4 ? 4 : 8;
        return IntStream.range(0, groups)
                .mapToObj(i -> number.shiftRight(bits * (groups - 1 - i)).intValue() & (1 << bits) - 1)
                .map(group -> version == 4 ? Integer.toString(group) : Integer.toHexString(group))
                .collect(Collectors.joining(version == 4 ? "." : ":"));
    }
}
