package dev.weir.shaping;

import org.jspecify.annotations.Nullable;

/**
 * A bounded table of priorities by the numbers they were made of, so that a factory called per packet allocates only at first use.
 *
 * <p>Direct-mapped: a new entry replaces what shares its place. Entries are immutable, so a racing reader sees either none or a
 * whole one; losing a race costs an allocation, never a wrong answer.
 */
final class Interned {
    private static final int PLACES = 1024;

    private final @Nullable Entry[] entries = new Entry[PLACES];

    private record Entry(long a, long b, long c, long d, long e, Priority priority) {}

    @Nullable
    Priority find(long a, long b, long c, long d, long e) {
        Entry entry = entries[place(a, b, c, d, e)];
        boolean same = entry != null && entry.a == a && entry.b == b && entry.c == c && entry.d == d && entry.e == e;
        return same ? entry.priority : null;
    }

    Priority add(long a, long b, long c, long d, long e, Priority priority) {
        entries[place(a, b, c, d, e)] = new Entry(a, b, c, d, e, priority);
        return priority;
    }

    private static int place(long a, long b, long c, long d, long e) {
        long mixed = ((((a * 31 + b) * 31 + c) * 31 + d) * 31 + e) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & (PLACES - 1);
    }
}
