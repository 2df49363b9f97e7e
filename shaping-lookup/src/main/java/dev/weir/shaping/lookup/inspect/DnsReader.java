package dev.weir.shaping.lookup.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Reads names and records of a DNS message, front to back. Once something does not fit it is {@link #broken}, and all it reads is empty. Not thread-safe.
 *
 * <p>A name may end in a pointer to an earlier one. Each pointer must lead to before the part that it ends, so following them comes to an end.
 */
final class DnsReader {
    static final int HEADER = 12;

    private static final int LONGEST_LABEL = 63;
    private static final int POINTER = 0xC0;
    private static final int TARGET = 0x3FFF;

    private final Bytes message;
    private int at;
    private boolean broken;

    DnsReader(Bytes message, int from) {
        this.message = message;
        at = from;
    }

    boolean broken() {
        return broken;
    }

    int position() {
        return at;
    }

    /** A number of 1 to 4 bytes, 0 if broken. */
    long number(int count) {
        long value = message.number(at, count);
        broken |= value < 0;
        at += count;
        return broken ? 0 : value;
    }

    void skip(int count) {
        at += count;
        broken |= at > message.length();
    }

    /** A name in lower case; null if it is the root, has letters that host names do not have, or is broken. */
    @Nullable
    String name() {
        StringBuilder text = new StringBuilder();
        boolean plain = true;
        int part = at;
        int next = at;
        int end = -1;
        while (!broken) {
            int length = message.at(next);
            if (length == 0) {
                at = end < 0 ? next + 1 : end;
                return plain && !text.isEmpty() ? text.toString() : null;
            }
            if (length >= POINTER) {
                int target = (int) message.number(next, 2) & TARGET;
                broken = message.at(next + 1) < 0 || target >= part;
                end = end < 0 ? next + 2 : end;
                part = target;
                next = target;
            } else {
                plain &= label(next + 1, length, text);
                next += 1 + length;
            }
        }
        return null;
    }

    /** Appends a label; false if it has letters that host names do not have. */
    private boolean label(int from, int length, StringBuilder text) {
        int before = text.isEmpty() ? 0 : text.length() + 1;
        broken = length < 0
                || length > LONGEST_LABEL
                || from > message.length() - length
                || before + length > HostText.LONGEST;
        if (broken) {
            return false;
        }
        boolean plain = true;
        if (before > 0) {
            text.append('.');
        }
        for (int i = from; i < from + length; i++) {
            int letter = HostText.lower(message.at(i));
            plain &= HostText.inLabel(letter);
            text.append((char) letter);
        }
        return plain;
    }
}
