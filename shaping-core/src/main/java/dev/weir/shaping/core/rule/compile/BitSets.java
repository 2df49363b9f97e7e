package dev.weir.shaping.core.rule.compile;

import java.util.Arrays;

/** Numbers different sets of tables. Not thread-safe. */
final class BitSets {
    private final int words;
    /** All sets, one behind the other. */
    private long[] sets;

    private int size;
    /** The numbers of sets by their hashes, with gaps of -1. */
    private int[] index = new int[64];

    BitSets(int words) {
        this.words = words;
        this.sets = new long[16 * words];
        Arrays.fill(index, -1);
    }

    int words() {
        return words;
    }

    /** The number of a set, given by its bits. */
    int number(long[] bits) {
        int place = place(bits, 0);
        if (index[place] >= 0) {
            return index[place];
        }
        if (words * size == sets.length) {
            sets = Arrays.copyOf(sets, 2 * sets.length);
        }
        System.arraycopy(bits, 0, sets, words * size, words);
        index[place] = size;
        if (4 * size++ > index.length) {
            index = new int[2 * index.length];
            Arrays.fill(index, -1);
            for (int number = 0; number < size; number++) {
                index[place(sets, words * number)] = number;
            }
        }
        return size - 1;
    }

    /** Where the number of a set is, or is to be put. */
    private int place(long[] bits, int from) {
        long hash = 0;
        for (int word = 0; word < words; word++) {
            hash = (hash ^ bits[from + word]) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 32;
        }
        int place = (int) hash & index.length - 1;
        while (index[place] >= 0 && !isAt(index[place], bits, from)) {
            place = place + 1 & index.length - 1;
        }
        return place;
    }

    private boolean isAt(int number, long[] bits, int from) {
        int at = words * number;
        return Arrays.equals(sets, at, at + words, bits, from, from + words);
    }

    /** All sets, one behind the other. */
    long[] toArray() {
        return Arrays.copyOf(sets, words * size);
    }
}
