package dev.weir.shaping.core.stage;

import java.util.Arrays;

/** When each packet came to the queue that holds it. Not thread-safe; allocates only while it grows to a new peak of packets. */
final class QueueTimes {
    private static final int SEGMENT_SHIFT = 12;
    private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;

    private long[][] segments = new long[0][];

    void came(int packet, long nowNanos) {
        int segment = packet >>> SEGMENT_SHIFT;
        if (segment >= segments.length) {
            grow(segment);
        }
        segments[segment][packet & SEGMENT_MASK] = nowNanos;
    }

    private void grow(int segment) {
        int old = segments.length;
        segments = Arrays.copyOf(segments, segment + 1);
        for (int i = old; i <= segment; i++) {
            segments[i] = new long[1 << SEGMENT_SHIFT];
        }
    }

    long since(int packet) {
        return segments[packet >>> SEGMENT_SHIFT][packet & SEGMENT_MASK];
    }
}
