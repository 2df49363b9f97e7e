package dev.weir.shaping.core.rule.compile;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Finds, for every number, the set of tables that have a prefix of it. Not thread-safe. */
final class PrefixSweep {
    private static final int LENGTH_SHIFT = 24;
    private static final int RANK_SHIFT = 32;

    private final BitSets sets;
    private final Deque<Open> open = new ArrayDeque<>();
    /** Where prefixes start, with the top bit flipped so that they sort without sign. */
    private final long[] starts;
    /** Each prefix's length and table. */
    private final int[] rests;

    private int added;
    private final long[] bounds;
    private final int[] values;
    private int count = 1;

    /** A prefix that the sweep is in, and the tables that it or a prefix around it is for. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Open(long last, long[] tables) {}

    PrefixSweep(BitSets sets, int most) {
        this.sets = sets;
        starts = new long[most];
        rests = new int[most];
        bounds = new long[2 * most + 1];
        values = new int[2 * most + 1];
        values[0] = sets.number(new long[sets.words()]);
    }

    void add(long number, int length, int table) {
        starts[added] = number & mask(length) ^ Long.MIN_VALUE;
        rests[added++] = length << LENGTH_SHIFT | table;
    }

    private static long mask(int length) {
        return length == 0 ? 0 : -1L << 64 - length;
    }

    IntervalMap map() {
        long[] distinct = distinct();
        long[] order = new long[added];
        for (int i = 0; i < added; i++) {
            order[i] = (long) Arrays.binarySearch(distinct, starts[i]) << RANK_SHIFT | rests[i];
        }
        Arrays.sort(order);
        for (int i = 0; i < added; i++) {
            if (i == 0 || order[i] != order[i - 1]) {
                long start = distinct[(int) (order[i] >>> RANK_SHIFT)] ^ Long.MIN_VALUE;
                int rest = (int) order[i];
                enter(start, rest >>> LENGTH_SHIFT, rest & (1 << LENGTH_SHIFT) - 1);
            }
        }
        close(0, true);
        return new IntervalMap(bounds, values, count);
    }

    private long[] distinct() {
        long[] sorted = Arrays.copyOf(starts, added);
        Arrays.sort(sorted);
        int size = 0;
        for (int i = 0; i < added; i++) {
            if (size == 0 || sorted[size - 1] != sorted[i]) {
                sorted[size++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, size);
    }

    private void enter(long start, int length, int table) {
        close(start, false);
        Open around = open.peek();
        long[] tables = around == null ? new long[sets.words()] : around.tables.clone();
        tables[table >> 6] |= 1L << table;
        open.push(new Open(start | ~mask(length), tables));
        change(start, tables);
    }

    /** Closes what ends before a number, or everything. */
    private void close(long number, boolean all) {
        Open top = open.peek();
        while (top != null && (all || Long.compareUnsigned(top.last, number) < 0)) {
            open.pop();
            Open around = open.peek();
            if (top.last != -1) {
                change(top.last + 1, around == null ? new long[sets.words()] : around.tables);
            }
            top = around;
        }
    }

    private void change(long bound, long[] tables) {
        int value = sets.number(tables);
        if (bounds[count - 1] == bound) {
            count--;
        }
        if (count == 0 || values[count - 1] != value) {
            bounds[count] = bound;
            values[count++] = value;
        }
    }
}
