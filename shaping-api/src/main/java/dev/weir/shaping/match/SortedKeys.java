package dev.weir.shaping.match;

import java.util.Arrays;

/**
 * Many ascending numbers, of which one is to be found that is not above another. Immutable and thread-safe.
 *
 * <p>An index by the first bits leads to the part of the numbers in question, which is halved without branches that depend on the numbers: so it is fast where they are
 * spread, and not slow where they lie close together.
 */
final class SortedKeys {
    private static final int MOST_INDEX_BITS = 16;
    private static final int NUMBERS_PER_PART = 4;

    private final int[] keys;
    /** By the first bits of a number: how many numbers are below all that have these. */
    private final int[] index;

    private final int shift;

    SortedKeys(int[] ascending) {
        keys = ascending;
        int parts = Integer.highestOneBit(Math.max(1, ascending.length / NUMBERS_PER_PART));
        int bits = Math.min(MOST_INDEX_BITS, Integer.numberOfTrailingZeros(parts));
        shift = 32 - bits;
        index = index(1 << bits);
    }

    private int[] index(int parts) {
        int[] below = new int[parts + 1];
        int place = 0;
        for (int part = 0; part < parts; part++) {
            long least = ((long) part << shift) + Integer.MIN_VALUE;
            while (place < keys.length && keys[place] < least) {
                place++;
            }
            below[part] = place;
        }
        below[parts] = keys.length;
        return below;
    }

    int get(int place) {
        return keys[place];
    }

    /** The place of the last number that is not above another, or -1 if all are. */
    int last(int number) {
        int part = (int) (((long) number - Integer.MIN_VALUE) >>> shift);
        int found = index[part] - 1;
        int left = index[part + 1] - 1 - found;
        while (left > 0) {
            int half = left + 1 >>> 1;
            int above = (int) ((long) number - keys[found + half] >> 63);
            found += half & ~above;
            left -= half;
        }
        return found;
    }

    /** The bytes of the arrays. */
    long bytes() {
        return 4L * keys.length + 4L * index.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SortedKeys sorted && Arrays.equals(keys, sorted.keys);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keys);
    }
}
