package dev.weir.shaping.core.stage;

import java.util.Arrays;

/**
 * Records of a fixed number of longs, by slot. They lie in segments that never move. Not thread-safe; allocates only while it grows to a new peak.
 */
final class LongRecords {
    private static final int SEGMENT_SHIFT = 9;
    private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;

    private final int stride;
    private long[][] segments = new long[4][];

    LongRecords(int stride) {
        this.stride = stride;
    }

    /** Makes sure that a slot has a record; a new one is all zeros. */
    void reach(int slot) {
        int segment = slot >>> SEGMENT_SHIFT;
        if (segment >= segments.length) {
            segments = Arrays.copyOf(segments, Math.max(segment + 1, segments.length * 2));
        }
        if (segments[segment] == null) {
            segments[segment] = new long[stride << SEGMENT_SHIFT];
        }
    }

    boolean reaches(int slot) {
        int segment = slot >>> SEGMENT_SHIFT;
        return segment < segments.length && segments[segment] != null;
    }

    /** The arrays, another object only when there are more of them. */
    long[][] segments() {
        return segments;
    }

    /** The array that holds a slot's record. */
    long[] segment(int slot) {
        return in(segments, slot);
    }

    /** The array that holds a slot's record, of arrays that were given out before. */
    static long[] in(long[][] segments, int slot) {
        return segments[slot >>> SEGMENT_SHIFT];
    }

    /** Where in its array a slot's record starts. */
    int base(int slot) {
        return (slot & SEGMENT_MASK) * stride;
    }

    long get(int slot, int field) {
        return segment(slot)[base(slot) + field];
    }

    void set(int slot, int field, long value) {
        segment(slot)[base(slot) + field] = value;
    }

    void add(int slot, int field, long amount) {
        segment(slot)[base(slot) + field] += amount;
    }
}
