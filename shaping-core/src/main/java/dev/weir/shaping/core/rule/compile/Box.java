package dev.weir.shaping.core.rule.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets of one way whose fields are each within a range, both ends included. Immutable. */
final class Box {
    static final int SOURCE = 0;
    static final int DESTINATION = 1;
    static final int SOURCE_LOW = 2;
    static final int DESTINATION_LOW = 3;
    static final int SOURCE_PORT = 4;
    static final int DESTINATION_PORT = 5;
    static final int PROTOCOL = 6;
    static final int FIELDS = 7;

    /** How many bits each field has; addresses are compared unsigned. */
    private static final int[] BITS = {64, 64, 64, 64, 17, 17, 8};

    static final Box ALL = all();

    private final long[] from;
    private final long[] to;
    private final long prefixes;

    private Box(long[] from, long[] to) {
        this.from = from;
        this.to = to;
        long packed = 0;
        for (int field = FIELDS - 1; field >= 0; field--) {
            packed = packed << 8 | Long.numberOfLeadingZeros(from[field] ^ to[field]) - (64 - BITS[field]);
        }
        this.prefixes = packed;
    }

    private static Box all() {
        long[] to = new long[FIELDS];
        for (int field = 0; field < FIELDS; field++) {
            to[field] = -1L >>> 64 - BITS[field];
        }
        return new Box(new long[FIELDS], to);
    }

    static int bits(int field) {
        return BITS[field];
    }

    long from(int field) {
        return from[field];
    }

    long to(int field) {
        return to[field];
    }

    /** This box with another range of a field. */
    Box with(int field, long first, long last) {
        long[] newFrom = from.clone();
        long[] newTo = to.clone();
        newFrom[field] = first;
        newTo[field] = last;
        return new Box(newFrom, newTo);
    }

    /** What both have in common, or null if that is nothing. */
    @SuppressWarnings("ReferenceEquality") // a short cut
    @Nullable
    Box intersection(Box other) {
        if (this == ALL || other == ALL) {
            return this == ALL ? other : this;
        }
        long[] newFrom = new long[FIELDS];
        long[] newTo = new long[FIELDS];
        for (int field = 0; field < FIELDS; field++) {
            newFrom[field] = max(from[field], other.from[field]);
            newTo[field] = min(to[field], other.to[field]);
            if (Long.compareUnsigned(newFrom[field], newTo[field]) > 0) {
                return null;
            }
        }
        return new Box(newFrom, newTo);
    }

    /** The least box around both. */
    Box hull(Box other) {
        long[] newFrom = new long[FIELDS];
        long[] newTo = new long[FIELDS];
        for (int field = 0; field < FIELDS; field++) {
            newFrom[field] = min(from[field], other.from[field]);
            newTo[field] = max(to[field], other.to[field]);
        }
        return new Box(newFrom, newTo);
    }

    private static long min(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    private static long max(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? a : b;
    }

    boolean contains(PacketKey key) {
        return within(SOURCE, key.source)
                && within(DESTINATION, key.destination)
                && within(SOURCE_LOW, key.sourceLow)
                && within(DESTINATION_LOW, key.destinationLow)
                && within(SOURCE_PORT, key.sourcePort)
                && within(DESTINATION_PORT, key.destinationPort)
                && within(PROTOCOL, key.protocol);
    }

    private boolean within(int field, long value) {
        return Long.compareUnsigned(value - from[field], to[field] - from[field]) <= 0;
    }

    /** How many leading bits all values of a field have in common, a byte for each field. */
    long prefixes() {
        return prefixes;
    }

    /**
     * This box in pieces. A range that is much shorter than the longest prefix around it lies across a border of prefixes, and is cut in two there.
     */
    List<Box> pieces() {
        List<Box> pieces = new ArrayList<>();
        cut(pieces, 0);
        return pieces;
    }

    private void cut(List<Box> pieces, int firstField) {
        for (int field = firstField; field < PROTOCOL; field++) {
            int free = BITS[field] - ((int) (prefixes >>> 8 * field) & 0xFF);
            long length = to[field] - from[field];
            if (free > 2 && length >>> free - 2 == 0) {
                long border = to[field] >>> free - 1 << free - 1;
                with(field, from[field], border - 1).cut(pieces, field + 1);
                with(field, border, to[field]).cut(pieces, field + 1);
                return;
            }
        }
        pieces.add(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Box box && Arrays.equals(from, box.from) && Arrays.equals(to, box.to);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int field = 0; field < FIELDS; field++) {
            text.append(field == 0 ? "" : " x ")
                    .append(Long.toHexString(from[field]))
                    .append('-')
                    .append(Long.toHexString(to[field]));
        }
        return text.toString();
    }
}
