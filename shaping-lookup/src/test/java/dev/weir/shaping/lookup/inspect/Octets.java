package dev.weir.shaping.lookup.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Byte sequences being put together, and an array as {@link Bytes}. */
final class Octets {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Bytes of(byte[] array) {
        return new Bytes() {
            @Override
            public int length() {
                return array.length;
            }

            @Override
            public int at(int index) {
                return index < 0 || index >= array.length ? -1 : array[index] & 0xFF;
            }
        };
    }

    Octets number(long value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    Octets bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Octets text(String text) {
        return bytes(ascii(text));
    }

    /** A DNS name in labels, without pointers. */
    Octets name(String dotted) {
        for (String label : dotted.isEmpty() ? new String[0] : dotted.split("\\.", -1)) {
            number(label.length(), 1).text(label);
        }
        return number(0, 1);
    }

    int length() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
