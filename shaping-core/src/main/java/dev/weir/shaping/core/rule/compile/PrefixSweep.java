package dev.weir.shaping.core.rule.compile;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Finds, for every number, the set of tables that have a prefix of it. Not thread-safe. */
final class PrefixSweep {
    private static final Comparator<Prefix> BY_START = Comparator.<Prefix>comparingLong(
                    prefix -> prefix.from ^ Long.MIN_VALUE)
            .thenComparingInt(Prefix::length);

    private final BitSets sets;
    private final Set<Prefix> prefixes = new HashSet<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private long[] bounds = {0};
    private int[] values;
    private int count = 1;

    /** The numbers that begin with some bits, for one table. */
    private record Prefix(long from, int length, int table) {
        long last() {
            return length == 64 ? from : from | -1L >>> length;
        }
    }

    /** A prefix that the sweep is in, and the tables that it or a prefix around it is for. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Open(long last, long[] tables) {}

    PrefixSweep(BitSets sets) {
        this.sets = sets;
        this.values = new int[] {sets.number(new long[sets.words()])};
    }

    void add(long number, int length, int table) {
        prefixes.add(new Prefix(number & mask(length), length, table));
    }

    static long mask(int length) {
        return length == 0 ? 0 : -1L << 64 - length;
    }

    IntervalMap map() {
        Prefix[] sorted = prefixes.toArray(Prefix[]::new);
        Arrays.sort(sorted, BY_START);
        bounds = Arrays.copyOf(bounds, 2 * sorted.length + 1);
        values = Arrays.copyOf(values, 2 * sorted.length + 1);
        for (Prefix prefix : sorted) {
            close(prefix.from, false);
            Open around = open.peek();
            long[] tables = around == null ? new long[sets.words()] : around.tables.clone();
            tables[prefix.table >> 6] |= 1L << prefix.table;
            open.push(new Open(prefix.last(), tables));
            change(prefix.from, tables);
        }
        close(0, true);
        return new IntervalMap(bounds, values, count);
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
