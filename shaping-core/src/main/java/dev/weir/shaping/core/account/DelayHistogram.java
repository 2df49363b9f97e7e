package dev.weir.shaping.core.account;

import java.util.ArrayList;
import java.util.List;

/**
 * How long packets were held: count, exact mean, and percentiles within 1 %.
 *
 * <p>Not thread-safe; recording allocates nothing.
 */
public final class DelayHistogram {
    /*
     * Log-linear buckets as in HdrHistogram: values below 128 have a bucket each, and every power of two above that is cut into 64 buckets,
     * so a bucket is at most 1/64 of its value wide; its middle is off by less than 1/128.
     */
    private static final int SUB_BITS = 6;
    private static final int SUB = 1 << SUB_BITS;
    private static final int BUCKETS = (64 - SUB_BITS) * SUB;

    private final long[] counts = new long[BUCKETS];
    private long count;
    private long sumLow;
    private long sumHigh;
    private long max;

    /** Creates an empty histogram. */
    public DelayHistogram() {}

    /**
     * Counts one packet.
     *
     * @param nanos how long it was held, 0 or more
     */
    public void record(long nanos) {
        counts[bucket(nanos)]++;
        count++;
        max = Math.max(max, nanos);
        long sum = sumLow + nanos;
        if (Long.compareUnsigned(sum, sumLow) < 0) {
            sumHigh++;
        }
        sumLow = sum;
    }

    private static int bucket(long nanos) {
        if (nanos < 2 * SUB) {
            return (int) nanos;
        }
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return (shift << SUB_BITS) + (int) (nanos >>> shift);
    }

    private static long lowest(int bucket) {
        if (bucket < 2 * SUB) {
            return bucket;
        }
        int shift = (bucket >>> SUB_BITS) - 1;
        return (long) ((bucket & SUB - 1) + SUB) << shift;
    }

    private static long middle(int bucket) {
        return bucket < 2 * SUB ? bucket : lowest(bucket) + (1L << (bucket >>> SUB_BITS) - 2);
    }

    /**
     * A bar of the histogram.
     *
     * @param nanos the middle of the bar
     * @param count the packets in it
     */
    public record Bar(long nanos, long count) {}

    /**
     * The bars that have packets, shortest delay first.
     *
     * @return a new list
     */
    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] > 0) {
                bars.add(new Bar(middle(i), counts[i]));
            }
        }
        return bars;
    }

    /**
     * The packets counted.
     *
     * @return 0 or more
     */
    public long count() {
        return count;
    }

    /**
     * The mean.
     *
     * @return nanoseconds, 0 without packets
     */
    public double meanNanos() {
        double low = (sumLow >>> 1) * 2.0 + (sumLow & 1);
        return count == 0 ? 0 : (sumHigh * 0x1p64 + low) / count;
    }

    /**
     * The longest.
     *
     * @return nanoseconds, exact; 0 without packets
     */
    public long maxNanos() {
        return max;
    }

    /**
     * The time within which a share of the packets was released.
     *
     * @param percent 0 to 100
     * @return nanoseconds, within 1 % of the exact value; 0 without packets
     */
    public long percentileNanos(double percent) {
        long rank = Math.max(1, (long) StrictMath.ceil(percent / 100.0 * count));
        long seen = 0;
        for (int i = 0; i < BUCKETS && count > 0; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(middle(i), max);
            }
        }
        return max;
    }
}
