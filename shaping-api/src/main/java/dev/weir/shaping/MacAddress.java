package dev.weir.shaping;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A 48-bit MAC address.
 *
 * <p>Immutable and thread-safe; {@code toString} is read back by {@link #parse}.
 *
 * @param value the address in the lower 48 bits, first octet uppermost
 */
public record MacAddress(long value) {
    private static final Pattern FORM = Pattern.compile(
            "(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}|[0-9A-Fa-f]{12}");
    private static final long MASK = 0xFFFF_FFFF_FFFFL;

    /**
     * Checks the range.
     *
     * @param value the address in the lower 48 bits, first octet uppermost
     * @throws IllegalArgumentException if more than 48 bits are set
     */
    public MacAddress {
        if ((value & ~MASK) != 0) {
            throw new IllegalArgumentException("mac address must have 48 bits: 0x" + Long.toHexString(value));
        }
    }

    /**
     * Reads twelve hexadecimal digits, bare, in pairs separated by {@code -} or {@code :}, or in fours separated by {@code .}.
     *
     * @param text such as {@code 48-E7-DA-0D-C4-C9}
     * @return the address
     * @throws IllegalArgumentException if the text is no MAC address
     */
    public static MacAddress parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("mac address must have 12 hexadecimal digits: \"" + text + "\"");
        }
        String digits = text.replaceAll("[-:.]", "");
        return new MacAddress(HexFormat.fromHexDigitsToLong(digits));
    }

    /** The usual form, such as {@code 48:e7:da:0d:c4:c9}. */
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(new byte[] {
            (byte) (value >> 40),
            (byte) (value >> 32),
            (byte) (value >> 24),
            (byte) (value >> 16),
            (byte) (value >> 8),
            (byte) value
        });
    }
}
