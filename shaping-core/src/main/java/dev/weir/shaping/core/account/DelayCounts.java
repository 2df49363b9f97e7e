package dev.weir.shaping.core.account;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A copy of what one or several histograms of delays have counted. Not thread-safe. */
public final class DelayCounts {
    private static final int BUCKETS = DelayHistogram.ROWS << DelayHistogram.SUB_BITS;
    private static final int SUB = DelayHistogram.SUB;

    private final long[] counts = new long[BUCKETS];
    private long count;
    private BigInteger sum = BigInteger.ZERO;
    private long max;

    /** Creates an empty copy. */
    public DelayCounts() {}

    void add(int bucket, long packets) {
        counts[bucket] += packets;
        count += packets;
    }

    void addSum(long low, long carries) {
        sum = sum.add(BigInteger.valueOf(carries).shiftLeft(62)).add(BigInteger.valueOf(low));
    }

    void longest(long nanos) {
        max = Math.max(max, nanos);
    }

    private static long lowest(int bucket) {
        if (bucket < 2 * SUB) {
            return bucket;
        }
        int shift = (bucket >>> DelayHistogram.SUB_BITS) - 1;
        return (long) ((bucket & SUB - 1) + SUB) << shift;
    }

    private static long middle(int bucket) {
        return bucket < 2 * SUB ? bucket : lowest(bucket) + (1L << (bucket >>> DelayHistogram.SUB_BITS) - 2);
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
        return count == 0 ? 0 : sum.doubleValue() / count;
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
