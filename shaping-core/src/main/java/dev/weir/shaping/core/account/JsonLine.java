package dev.weir.shaping.core.account;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one flat JSON object after another into a reused buffer. Not thread-safe. */
final class JsonLine {
    private byte[] buffer = new byte[1024];
    private int length;

    JsonLine begin() {
        length = 0;
        return raw('{');
    }

    JsonLine number(String name, long value) {
        return name(name).digits(value);
    }

    JsonLine text(String name, String value) {
        return text(name, quoted(value));
    }

    /** A value that is already quoted. */
    JsonLine text(String name, byte[] quoted) {
        return name(name).raw(quoted);
    }

    JsonLine beginHexList(String name) {
        return name(name).raw('[');
    }

    JsonLine hex(long value) {
        comma().raw('"');
        for (int shift = 60; shift >= 0; shift -= 4) {
            raw(Character.forDigit((int) (value >>> shift) & 0xF, 16));
        }
        return raw('"');
    }

    JsonLine endList() {
        return raw(']');
    }

    void end(LineSink sink) {
        raw('}').raw('\n');
        sink.line(buffer, length);
    }

    static byte[] quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonLine name(String name) {
        comma().raw('"');
        for (int i = 0; i < name.length(); i++) {
            raw(name.charAt(i));
        }
        return raw('"').raw(':');
    }

    private JsonLine comma() {
        byte last = buffer[length - 1];
        return last == '{' || last == '[' ? this : raw(',');
    }

    private JsonLine digits(long value) {
        if (value < 0) {
            return raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
        int start = length;
        long rest = value;
        do {
            raw((char) ('0' + rest % 10));
            rest /= 10;
        } while (rest != 0);
        for (int i = start, j = length - 1; i < j; i++, j--) {
            byte swap = buffer[i];
            buffer[i] = buffer[j];
            buffer[j] = swap;
        }
        return this;
    }

    private JsonLine raw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    private JsonLine raw(char ascii) {
        room(1);
        buffer[length++] = (byte) ascii;
        return this;
    }

    private void room(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * (length + more));
        }
    }
}
