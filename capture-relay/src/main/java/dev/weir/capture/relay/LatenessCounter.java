package dev.weir.capture.relay;

import java.time.Duration;
import java.util.Arrays;

/** Counts how late packets are, in eighths of powers of two. Not thread-safe; allocates nothing. */
final class LatenessCounter {
    private static final int SUB_BITS = 3;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] counts = new long[SUB * (Long.SIZE - SUB_BITS + 1)];
    private long packets;
    private long maxNanos;

    void count(long nanos) {
        long late = Math.max(0, nanos);
        packets++;
        maxNanos = Math.max(maxNanos, late);
        counts[bucket(late)]++;
    }

    private static int bucket(long nanos) {
        if (nanos < SUB) {
            return (int) nanos;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return (power + 1) * SUB + (int) (nanos >>> power) - SUB;
    }

    /** The largest value of a bucket. */
    private static long top(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int power = bucket / SUB - 1;
        return ((long) (bucket % SUB + SUB + 1) << power) - 1;
    }

    private Duration percentile(int percent) {
        long wanted = (packets * percent + 99) / 100;
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos(Math.min(maxNanos, top(i)));
            }
        }
        return Duration.ZERO;
    }

    Lateness lateness() {
        return new Lateness(packets, percentile(50), percentile(90), percentile(99), Duration.ofNanos(maxNanos));
    }

    void clear() {
        Arrays.fill(counts, 0);
        packets = 0;
        maxNanos = 0;
    }
}
