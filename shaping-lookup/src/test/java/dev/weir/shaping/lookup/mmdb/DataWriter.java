package dev.weir.shaping.lookup.mmdb;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes values as a data section. A text that was written before becomes a pointer to it. */
final class DataWriter {
    /** A 16-bit number, which has no class of its own. */
    record Uint16(int value) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> texts = new HashMap<>();

    byte[] bytes() {
        return out.toByteArray();
    }

    /** Writes a value and tells where it starts. */
    int write(Object value) {
        int at = out.size();
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Double number) {
            content(DataSection.DOUBLE, ByteBuffer.allocate(8).putDouble(number).array());
        } else if (value instanceof Float number) {
            content(DataSection.FLOAT, ByteBuffer.allocate(4).putFloat(number).array());
        } else if (value instanceof byte[] bytes) {
            content(DataSection.BYTES, bytes);
        } else if (value instanceof Uint16 number) {
            content(DataSection.UINT16, shortest(number.value()));
        } else if (value instanceof Long number) {
            content(DataSection.UINT32, shortest(number));
        } else if (value instanceof Integer number) {
            content(DataSection.INT32, ByteBuffer.allocate(4).putInt(number).array());
        } else if (value instanceof BigInteger number) {
            byte[] bytes = number.signum() == 0 ? new byte[0] : unsigned(number);
            content(bytes.length > 8 ? DataSection.UINT128 : DataSection.UINT64, bytes);
        } else if (value instanceof Boolean truth) {
            control(DataSection.BOOLEAN, truth ? 1 : 0);
        } else if (value instanceof Map<?, ?> map) {
            control(DataSection.MAP, map.size());
            map.forEach((key, entry) -> {
                write(key);
                write(entry);
            });
        } else {
            List<?> list = (List<?>) value;
            control(DataSection.ARRAY, list.size());
            list.forEach(this::write);
        }
        return at;
    }

    private void text(String text) {
        Integer before = texts.putIfAbsent(text, out.size());
        if (before == null) {
            content(DataSection.UTF8, text.getBytes(StandardCharsets.UTF_8));
        } else {
            pointer(before);
        }
    }

    void pointer(int target) {
        if (target < 2_048) {
            out.write(0x20 | target >>> 8);
            out.write(target);
        } else if (target < 526_336) {
            int rest = target - 2_048;
            out.write(0x28 | rest >>> 16);
            out.writeBytes(new byte[] {(byte) (rest >>> 8), (byte) rest});
        } else {
            int rest = target - 526_336;
            out.write(0x30 | rest >>> 24);
            out.writeBytes(new byte[] {(byte) (rest >>> 16), (byte) (rest >>> 8), (byte) rest});
        }
    }

    private void content(int type, byte[] content) {
        control(type, content.length);
        out.writeBytes(content);
    }

    void control(int type, int size) {
        int low = size < 29 ? size : size < 285 ? 29 : size < 65_821 ? 30 : 31;
        if (type > DataSection.MAP) {
            out.write(low);
            out.write(type - 7);
        } else {
            out.write(type << 5 | low);
        }
        switch (low) {
            case 29 -> out.write(size - 29);
            case 30 -> out.writeBytes(new byte[] {(byte) (size - 285 >>> 8), (byte) (size - 285)});
            case 31 -> {
                int rest = size - 65_821;
                out.writeBytes(new byte[] {(byte) (rest >>> 16), (byte) (rest >>> 8), (byte) rest});
            }
            default -> {}
        }
    }

    private static byte[] shortest(long value) {
        return value == 0 ? new byte[0] : unsigned(BigInteger.valueOf(value));
    }

    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        if (bytes[0] != 0) {
            return bytes;
        }
        byte[] stripped = new byte[bytes.length - 1];
        System.arraycopy(bytes, 1, stripped, 0, stripped.length);
        return stripped;
    }
}
