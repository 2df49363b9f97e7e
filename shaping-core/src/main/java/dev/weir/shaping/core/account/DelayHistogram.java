package dev.weir.shaping.core.account;

import dev.weir.shaping.core.packet.Cells;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How long packets were held: count, exact mean, and percentiles within 1 %.
 *
 * <p>One thread counts, any thread may take a {@link #snapshot}; neither waits for the other. Counting allocates half a kilobyte for each power of
 * two that is met for the first time, and nothing else.
 */
public final class DelayHistogram {
    /*
     * Log-linear buckets as in HdrHistogram: values below 128 have a bucket each, and every power of two above that is cut into 64 buckets,
     * so a bucket is at most 1/64 of its value wide; its middle is off by less than 1/128. The 64 buckets of a power of two are a row.
     *
     * The sum is kept as low + 2^62 * carries / 2. The number of carries is odd while the two do not fit together, which happens once in 146 years of
     * delay; a reader then looks again.
     */
    static final int SUB_BITS = 6;
    static final int SUB = 1 << SUB_BITS;
    static final int ROWS = 64 - SUB_BITS;

    private static final int LOW = 0;
    private static final int CARRIES = 1;
    private static final int MAX = 2;
    private static final int CARRY_BITS = 62;

    private final AtomicReferenceArray<long[]> rows = new AtomicReferenceArray<>(ROWS);
    private final long[] cells = new long[3];

    /** Creates an empty histogram. */
    public DelayHistogram() {}

    /**
     * Counts one packet.
     *
     * @param nanos how long it was held, 0 or more
     */
    public void record(long nanos) {
        if (nanos > cells[MAX]) {
            Cells.set(cells, MAX, nanos);
        }
        long low = cells[LOW] + nanos;
        if (low >>> CARRY_BITS == 0) {
            Cells.set(cells, LOW, low);
        } else {
            carry(low);
        }
        int bucket = bucket(nanos);
        Cells.add(row(bucket >>> SUB_BITS), bucket & SUB - 1, 1);
    }

    private void carry(long low) {
        long carries = cells[CARRIES];
        Cells.set(cells, CARRIES, carries + 1);
        Cells.set(cells, LOW, low & (1L << CARRY_BITS) - 1);
        Cells.set(cells, CARRIES, carries + 2 * (low >>> CARRY_BITS));
    }

    private long[] row(int number) {
        long[] row = rows.getPlain(number);
        if (row == null) {
            row = new long[SUB];
            rows.setRelease(number, row);
        }
        return row;
    }

    static int bucket(long nanos) {
        if (nanos < 2 * SUB) {
            return (int) nanos;
        }
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return (shift << SUB_BITS) + (int) (nanos >>> shift);
    }

    /**
     * What has been counted so far. Taken while packets are counted, the mean and the longest may know a few packets more than the
     * counts.
     *
     * @return a copy of its own
     */
    public DelayCounts snapshot() {
        DelayCounts copy = new DelayCounts();
        addTo(copy);
        return copy;
    }

    /**
     * Adds what has been counted so far to a copy.
     *
     * @param copy the copy
     */
    public void addTo(DelayCounts copy) {
        for (int number = 0; number < ROWS; number++) {
            long[] row = rows.getAcquire(number);
            for (int i = 0; row != null && i < SUB; i++) {
                copy.add(number << SUB_BITS | i, Cells.get(row, i));
            }
        }
        addSum(copy);
        copy.longest(Cells.get(cells, MAX));
    }

    private void addSum(DelayCounts copy) {
        while (true) {
            long carries = Cells.get(cells, CARRIES);
            long low = Cells.get(cells, LOW);
            if ((carries & 1) == 0 && Cells.get(cells, CARRIES) == carries) {
                copy.addSum(low, carries >>> 1);
                return;
            }
            Thread.onSpinWait();
        }
    }
}
