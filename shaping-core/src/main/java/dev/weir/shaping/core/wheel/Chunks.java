package dev.weir.shaping.core.wheel;

import java.util.Arrays;

/**
 * Storage of (due, event) pairs in chunks of one kilobyte, addressed by positions.
 *
 * <p>A position is the index of a word in one long array that is cut into segments, so that growing copies no pair. The
 * first word of a chunk is the position of the next chunk of a list, the second keeps pairs aligned, the rest holds pairs.
 * The chunk at position 0 is never handed out. Released chunks are reused last in, first out, while they are still in the
 * processor's cache; segments are never given back. A chunk is as large as it is because long lists are read front to back:
 * with small chunks every few events cost a miss in the caches of data and of addresses.
 *
 * <p>Not thread-safe. Allocates only when more chunks are in use than ever before.
 */
final class Chunks {
    /** Words in a chunk; positions of chunks are multiples. */
    static final int WORDS = 128;
    /** Words before the first pair of a chunk. */
    static final int HEADER = 2;

    private static final int SEGMENT_BITS = 13;
    private static final int SEGMENT_WORDS = 1 << SEGMENT_BITS;

    private long[][] segments = {new long[SEGMENT_WORDS]};
    private int segmentCount = 1;
    private int released;
    private int untouched = WORDS;

    /** Takes a chunk; its content is arbitrary. */
    int allocate() {
        int chunk = released;
        if (chunk != 0) {
            released = next(chunk);
            return chunk;
        }
        chunk = untouched;
        if (chunk >>> SEGMENT_BITS == segmentCount) {
            grow();
        }
        untouched += WORDS;
        return chunk;
    }

    void release(int chunk) {
        link(chunk, released);
        released = chunk;
    }

    void releaseAll() {
        released = 0;
        untouched = WORDS;
    }

    int next(int chunk) {
        return (int) segment(chunk)[index(chunk)];
    }

    void link(int chunk, int next) {
        segment(chunk)[index(chunk)] = next;
    }

    /** The array that holds a whole chunk. */
    long[] segment(int position) {
        return segments[position >>> SEGMENT_BITS];
    }

    /** Where in its {@link #segment} a position is. */
    static int index(int position) {
        return position & SEGMENT_WORDS - 1;
    }

    /** Words held, in use or not. */
    long words() {
        return (long) segmentCount * SEGMENT_WORDS;
    }

    private void grow() {
        if (segmentCount == segments.length) {
            segments = Arrays.copyOf(segments, 2 * segmentCount);
        }
        segments[segmentCount++] = new long[SEGMENT_WORDS];
    }
}
