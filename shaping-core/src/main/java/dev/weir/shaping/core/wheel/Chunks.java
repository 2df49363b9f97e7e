package dev.weir.shaping.core.wheel;

import java.util.Arrays;

/**
 * Storage of (due, event) pairs in chunks of a fixed size, addressed by positions.
 *
 * <p>A position is the index of a word in one long array that is cut into segments, so that growing copies no pair. The
 * first two words of a chunk are its header: the position of the next chunk of a list, and a spare word that keeps pairs
 * aligned. The rest holds pairs. Chunk 0 is never handed out, hence position 0 says "none". Released chunks are reused last
 * in, first out, while they are still in the processor's cache; segments are never given back.
 *
 * <p>Not thread-safe. Allocates only when more chunks are in use than ever before.
 */
final class Chunks {
    /** Words in a chunk: a header and seven pairs. */
    static final int WORDS = 16;
    /** Words before the first pair of a chunk. */
    static final int HEADER = 2;
    /** Words of a pair. */
    static final int PAIR = 2;

    private static final int SEGMENT_BITS = 13;
    private static final int SEGMENT_WORDS = 1 << SEGMENT_BITS;
    private static final int SEGMENT_MASK = SEGMENT_WORDS - 1;

    private long[][] segments = {new long[SEGMENT_WORDS]};
    private int segmentCount = 1;
    private int freeChunk;
    private int untouched = WORDS;

    /** Takes a chunk out of the free ones; its content is arbitrary. */
    int allocate() {
        int chunk = freeChunk;
        if (chunk != 0) {
            freeChunk = next(chunk);
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
        link(chunk, freeChunk);
        freeChunk = chunk;
    }

    void releaseAll() {
        freeChunk = 0;
        untouched = WORDS;
    }

    int next(int chunk) {
        return (int) segments[chunk >>> SEGMENT_BITS][chunk & SEGMENT_MASK];
    }

    void link(int chunk, int next) {
        segments[chunk >>> SEGMENT_BITS][chunk & SEGMENT_MASK] = next;
    }

    void put(int position, long dueNanos, long event) {
        long[] segment = segments[position >>> SEGMENT_BITS];
        int index = position & SEGMENT_MASK;
        segment[index] = dueNanos;
        segment[index + 1] = event;
    }

    long dueNanos(int position) {
        return segments[position >>> SEGMENT_BITS][position & SEGMENT_MASK];
    }

    long event(int position) {
        return segments[position >>> SEGMENT_BITS][(position & SEGMENT_MASK) + 1];
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
