package dev.weir.shaping.core.wheel;

import java.util.Arrays;

/**
 * The records of buckets that were split before their time came: an array of 256 records each, with its bits of occupancy behind.
 *
 * <p>Not thread-safe. Allocates, sixteen arrays at a time, only when more buckets are split than ever before.
 */
final class SplitBuckets {
    private static final int RECORDS_WORDS = RadixBuckets.SLOTS << RadixBuckets.RECORD_BITS;
    private static final int WORDS = RECORDS_WORDS + RadixBuckets.SLOTS / Long.SIZE;

    private static final int GROWTH = 16;

    private long[][] splits = {};
    private int[] released = {};
    private int releasedCount;
    private int count;

    /** Takes an array; all its records are empty. */
    int allocate() {
        int number = releasedCount == 0 ? grow() : released[--releasedCount];
        long[] split = splits[number];
        for (int record = 0; record < RECORDS_WORDS; record += RadixBuckets.RECORD_WORDS) {
            split[record] = RadixBuckets.PAIRS;
            split[record + RadixBuckets.EARLIEST] = Long.MAX_VALUE;
        }
        Arrays.fill(split, RECORDS_WORDS, WORDS, 0);
        return number;
    }

    void release(int number) {
        released[releasedCount++] = number;
    }

    void releaseAll() {
        for (releasedCount = 0; releasedCount < count; releasedCount++) {
            released[releasedCount] = releasedCount;
        }
    }

    long[] records(int number) {
        return splits[number];
    }

    /** Notes that a record is no longer empty. */
    static void occupy(long[] split, int slot) {
        split[RECORDS_WORDS + (slot >>> 6)] |= 1L << slot;
    }

    /** Copies the records and the bits of occupancy to those of a level. */
    void copy(int number, int level, long[] records, long[] occupied) {
        System.arraycopy(splits[number], 0, records, level * RECORDS_WORDS, RECORDS_WORDS);
        int words = WORDS - RECORDS_WORDS;
        System.arraycopy(splits[number], RECORDS_WORDS, occupied, level * words, words);
    }

    /** Words held, in use or not. */
    long words() {
        return (long) count * WORDS;
    }

    private int grow() {
        int first = count;
        count += GROWTH;
        splits = Arrays.copyOf(splits, count);
        released = Arrays.copyOf(released, count);
        for (int number = first; number < count; number++) {
            splits[number] = new long[WORDS];
            released[releasedCount++] = number;
        }
        return released[--releasedCount];
    }
}
