package dev.weir.shaping.core.rule.compile;

import java.util.Arrays;

/** Maps unsigned 64-bit numbers to small numbers that change at some bounds only. Immutable, thread-safe; a look-up allocates nothing. */
final class IntervalMap {
    /*
     * A trie [1]: a table for the first bits, behind it nodes for six bits each. A node keeps, of 64 entries, only those that differ from the one before them, and
     * a bit for each of these; their count up to an entry tells where it is. An entry is a value, or the complement of a node's number.
     *
     * [1] Asai, Ohara: Poptrie, a compressed trie with population count for fast and scalable software IP routing table lookup. SIGCOMM 2015.
     */
    private static final int STRIDE = 6;
    private static final int MAX_ROOT_BITS = 14;

    private final int rootShift;
    private final int[] root;
    private long[] starts = new long[16];
    private int[] bases = new int[16];
    private int[] entries = new int[64];
    private int nodeCount;
    private int entryCount;

    /**
     * A map.
     *
     * @param bounds where values change, ascending unsigned, the first is 0
     * @param values the value from each bound on, 0 or more
     * @param count how many bounds there are
     */
    IntervalMap(long[] bounds, int[] values, int count) {
        int bits = Math.min(MAX_ROOT_BITS, 65 - Long.numberOfLeadingZeros(count));
        rootShift = 64 - bits;
        root = new int[1 << bits];
        Source source = new Source(bounds, values, count);
        for (int i = 0; i < root.length; i++) {
            root[i] = entry(source, (long) i << rootShift, rootShift);
        }
        starts = Arrays.copyOf(starts, nodeCount);
        bases = Arrays.copyOf(bases, nodeCount);
        entries = Arrays.copyOf(entries, entryCount);
    }

    /** The bounds, read from the lowest on. */
    private static final class Source {
        private final long[] bounds;
        private final int[] values;
        private final int count;
        private int at;

        Source(long[] bounds, int[] values, int count) {
            this.bounds = bounds;
            this.values = values;
            this.count = count;
        }

        /** The value at a number, which must not be below an earlier one. */
        int value(long number) {
            while (at + 1 < count && Long.compareUnsigned(bounds[at + 1], number) <= 0) {
                at++;
            }
            return values[at];
        }

        /** Whether the value changes behind the number that was asked for last, up to another. */
        boolean changesUpTo(long last) {
            return at + 1 < count && Long.compareUnsigned(bounds[at + 1], last) <= 0;
        }
    }

    /** The entry for 2^shift numbers. */
    private int entry(Source source, long from, int shift) {
        int value = source.value(from);
        return shift > 0 && source.changesUpTo(from | -1L >>> 64 - shift) ? ~node(source, from, shift) : value;
    }

    private int node(Source source, long from, int shift) {
        int width = Math.min(STRIDE, shift);
        int left = shift - width;
        int[] found = new int[1 << width];
        long changes = 0;
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            int entry = entry(source, from | (long) i << left, left);
            if (count == 0 || found[count - 1] != entry) {
                found[count++] = entry;
                changes |= 1L << (i << STRIDE - width);
            }
        }
        return add(found, count, changes);
    }

    private int add(int[] found, int count, long changes) {
        if (nodeCount == starts.length) {
            starts = Arrays.copyOf(starts, 2 * nodeCount);
            bases = Arrays.copyOf(bases, 2 * nodeCount);
        }
        if (entryCount + count > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(2 * entries.length, entryCount + count));
        }
        starts[nodeCount] = changes;
        bases[nodeCount] = entryCount - 1;
        System.arraycopy(found, 0, entries, entryCount, count);
        entryCount += count;
        return nodeCount++;
    }

    int value(long number) {
        int entry = root[(int) (number >>> rootShift)];
        long rest = number << -rootShift;
        while (entry < 0) {
            int node = ~entry;
            long upTo = -1L >>> 63 - (int) (rest >>> 64 - STRIDE);
            entry = entries[bases[node] + Long.bitCount(starts[node] & upTo)];
            rest <<= STRIDE;
        }
        return entry;
    }

    /** Bytes of memory, near enough. */
    long bytes() {
        return 4L * root.length + 12L * nodeCount + 4L * entryCount;
    }
}
