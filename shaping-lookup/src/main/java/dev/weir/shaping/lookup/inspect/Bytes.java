package dev.weir.shaping.lookup.inspect;

/** Bytes that are read without being copied. */
interface Bytes {
    /** The number of bytes at hand, 0 or more. */
    int length();

    /** One byte, 0 to 255, or -1 outside. */
    int at(int index);

    /** The big-endian number of 1 to 4 bytes, or -1 if they are not all there. */
    default long number(int from, int count) {
        if (from < 0 || from > length() - count) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | at(i);
        }
        return value;
    }
}
