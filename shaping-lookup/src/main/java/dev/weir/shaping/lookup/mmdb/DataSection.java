package dev.weir.shaping.lookup.mmdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A section of typed values: each a control byte, perhaps more bytes of type and size, and content. Immutable and thread-safe; only reading texts
 * allocates. Every read is checked against the section's end, and every walk goes forward, so no content makes it loop.
 */
final class DataSection {
    static final int POINTER = 1;
    static final int UTF8 = 2;
    static final int DOUBLE = 3;
    static final int BYTES = 4;
    static final int UINT16 = 5;
    static final int UINT32 = 6;
    static final int MAP = 7;
    static final int INT32 = 8;
    static final int UINT64 = 9;
    static final int UINT128 = 10;
    static final int ARRAY = 11;
    static final int BOOLEAN = 14;
    static final int FLOAT = 15;

    private static final int EXTENDED = 0;
    private static final int CONTAINER = 12;
    private static final int END = 13;
    /** What longer pointers and sizes count from, as the shorter ones reach that far. */
    private static final int[] POINTER_BASE = {0, 2048, 526_336, 0};

    private static final int[] SIZE_BASE = {29, 285, 65_821};

    private final ByteBuffer bytes;

    DataSection(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.limit();
    }

    MmdbFormatException fault(int at, String problem) {
        return new MmdbFormatException("data byte " + at + " of " + length() + ": " + problem);
    }

    private void require(int at, long count) {
        if (at < 0 || at > length() - count) {
            throw fault(at, "a value of " + count + " bytes does not fit in the section");
        }
    }

    /** The big-endian number in up to 8 bytes; 4 bytes and fewer are never negative. */
    long number(int at, int count) {
        require(at, count);
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value << 8 | bytes.get(i) & 0xFF;
        }
        return value;
    }

    private int control(int at) {
        return (int) number(at, 1);
    }

    /** The type of the value at a place. */
    int type(int at) {
        int type = control(at) >>> 5;
        if (type == EXTENDED) {
            type = (int) number(at + 1, 1) + 7;
            if (type <= MAP || type > FLOAT || type == CONTAINER || type == END) {
                throw fault(at, "a value cannot have type " + type);
            }
        }
        return type;
    }

    private int sizeAt(int at) {
        return at + (control(at) >>> 5 == EXTENDED ? 2 : 1);
    }

    /** Bytes of content, or entries of a map or an array, or 0 or 1 for a boolean. Not for pointers. */
    int size(int at) {
        int low = control(at) & 31;
        int more = low - 28;
        return more <= 0 ? low : SIZE_BASE[more - 1] + (int) number(sizeAt(at), more);
    }

    /** Where the content of the value at a place starts. Not for pointers. */
    int content(int at) {
        return sizeAt(at) + Math.max(0, (control(at) & 31) - 28);
    }

    /** Where the value at a place is: there, or where its pointer leads. */
    int resolve(int at) {
        if (type(at) != POINTER) {
            return at;
        }
        int control = control(at);
        int length = control >>> 3 & 3;
        long high = length == 3 ? 0 : (control & 7L) << 8 * (length + 1);
        long target = (high | number(at + 1, length + 1)) + POINTER_BASE[length];
        if (target >= length()) {
            throw fault(at, "a pointer leads to byte " + target);
        }
        if (type((int) target) == POINTER) {
            throw fault(at, "a pointer leads to the pointer at byte " + target);
        }
        return (int) target;
    }

    /** Where the value behind that at a place starts. */
    int after(int at) {
        int next = at;
        for (long left = 1; left > 0; left--) {
            switch (type(next)) {
                case POINTER -> next += 2 + (control(next) >>> 3 & 3);
                case MAP -> {
                    left += 2L * size(next);
                    next = content(next);
                }
                case ARRAY -> {
                    left += size(next);
                    next = content(next);
                }
                case BOOLEAN -> next = content(next);
                default -> {
                    require(content(next), size(next));
                    next = content(next) + size(next);
                }
            }
        }
        return next;
    }

    /** Where a field of the map at a place is, pointers followed; -1 if there is no such field, or no map. */
    int field(int at, byte[] name) {
        int map = resolve(at);
        if (type(map) != MAP) {
            return -1;
        }
        int key = content(map);
        for (int left = size(map); left > 0; left--) {
            int value = after(key);
            if (equal(resolve(key), name)) {
                return resolve(value);
            }
            key = after(value);
        }
        return -1;
    }

    private boolean equal(int at, byte[] name) {
        if (type(at) != UTF8) {
            throw fault(at, "a key of a map must be text, not of type " + type(at));
        }
        if (size(at) != name.length) {
            return false;
        }
        int content = content(at);
        require(content, name.length);
        for (int i = 0; i < name.length; i++) {
            if (bytes.get(content + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** A copy of the content of the value at a place. */
    byte[] copy(int at) {
        int size = size(at);
        require(content(at), size);
        byte[] copy = new byte[size];
        bytes.get(content(at), copy);
        return copy;
    }

    String text(int at) {
        return new String(copy(at), StandardCharsets.UTF_8);
    }

    /** The number of the double or float at a place. */
    double real(int at) {
        int size = type(at) == FLOAT ? 4 : 8;
        if (size(at) != size) {
            throw fault(at, "a number of " + size + " bytes has " + size(at));
        }
        long bits = number(content(at), size);
        return size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    }
}
