package dev.weir.shaping;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address.
 *
 * <p>An IPv4-mapped IPv6 address stays IPv6. Immutable and thread-safe; {@code toString} is the canonical text (RFC 5952) and
 * is read back by {@link #parse}.
 *
 * @param version 4 or 6
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(int version, long high, long low) {
    private static final String OCTET = "(?:0|[1-9][0-9]{0,2})";
    private static final Pattern IPV6 =
            Pattern.compile("(?:[0-9A-Fa-f]{0,4}:){2,8}(?:[0-9A-Fa-f]{0,4}|" + OCTET + "(?:\\." + OCTET + "){3})");

    /**
     * Checks that the bits fit the version.
     *
     * @param version 4 or 6
     * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
     * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
     * @throws IllegalArgumentException if they do not
     */
    public IpAddress {
        if (version != 4 && version != 6) {
            throw new IllegalArgumentException("ip version must be 4 or 6: " + version);
        }
        if (version == 4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("ipv4 address must have 32 bits: high=" + high + " low=" + low);
        }
    }

    /**
     * An IPv4 address from its four octets.
     *
     * @param a first octet, 0 to 255
     * @param b second octet, 0 to 255
     * @param c third octet, 0 to 255
     * @param d fourth octet, 0 to 255
     * @return the address
     * @throws IllegalArgumentException if an octet is out of range
     */
    public static IpAddress of(int a, int b, int c, int d) {
        if (((a | b | c | d) & ~0xFF) != 0) {
            throw new IllegalArgumentException("octets must be within 0..255: " + a + "." + b + "." + c + "." + d);
        }
        return new IpAddress(4, 0, (long) a << 24 | b << 16 | c << 8 | d);
    }

    /**
     * An address from its bytes in network order.
     *
     * @param bytes 4 or 16 bytes
     * @return the address
     * @throws IllegalArgumentException if the length is neither
     */
    public static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> new IpAddress(4, 0, bits(bytes, 0, 4));
            case 16 -> new IpAddress(6, bits(bytes, 0, 8), bits(bytes, 8, 8));
            default -> throw new IllegalArgumentException("ip address must have 4 or 16 bytes: " + bytes.length);
        };
    }

    private static long bits(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    /**
     * Reads an address in dotted decimal or IPv6 form; host names are refused, nothing is resolved.
     *
     * @param text such as {@code 192.0.2.7} or {@code 2001:db8::7}
     * @return the address
     * @throws IllegalArgumentException if the text is no address
     */
    public static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? parseIpv6(text) : parseIpv4(text);
    }

    private static IpAddress parseIpv4(String text) {
        String[] octets = text.split("\\.", -1);
        long value = 0;
        for (String octet : octets) {
            if (octets.length != 4 || !octet.matches(OCTET) || Integer.parseInt(octet) > 255) {
                throw new IllegalArgumentException("not an ip address: \"" + text + "\"");
            }
            value = value << 8 | Integer.parseInt(octet);
        }
        return new IpAddress(4, 0, value);
    }

    private static IpAddress parseIpv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            throw new IllegalArgumentException("not an ip address: \"" + text + "\"");
        }
        try {
            // Brackets keep InetAddress from asking a name server whatever the text is.
            byte[] bytes = InetAddress.getByName("[" + text + "]").getAddress();
            return bytes.length == 16 ? of(bytes) : new IpAddress(6, 0, 0xFFFF_0000_0000L | bits(bytes, 0, 4));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an ip address: \"" + text + "\"", e);
        }
    }

    /**
     * The bytes in network order.
     *
     * @return a new array of 4 or 16 bytes
     */
    public byte[] bytes() {
        byte[] bytes = new byte[version == 4 ? 4 : 16];
        for (int i = bytes.length - 1, shift = 0; i >= 0; i--, shift += 8) {
            bytes[i] = (byte) (shift < 64 ? low >>> shift : high >>> (shift - 64));
        }
        return bytes;
    }

    /** The canonical text form (RFC 5952). */
    @Override
    public String toString() {
        return version == 4 ? ipv4() : ipv6();
    }

    private String ipv4() {
        return (low >>> 24) + "." + (low >>> 16 & 0xFF) + "." + (low >>> 8 & 0xFF) + "." + (low & 0xFF);
    }

    private String ipv6() {
        if (high == 0 && low >>> 32 == 0xFFFF) {
            return "::ffff:" + new IpAddress(4, 0, low & 0xFFFF_FFFFL);
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(i + run) == 0) {
                run++;
            }
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        return (int) ((index < 4 ? high >>> (48 - 16 * index) : low >>> (48 - 16 * (index - 4))) & 0xFFFF);
    }
}
