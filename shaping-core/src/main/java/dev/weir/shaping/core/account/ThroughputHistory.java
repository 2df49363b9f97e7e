package dev.weir.shaping.core.account;

import dev.weir.shaping.core.packet.Cells;
import java.util.Arrays;

/**
 * Bytes over time, in a fixed number of bins that widen as time goes on.
 *
 * <p>One thread records, any thread may take a {@link #snapshot}; recording waits for nobody and allocates nothing. Bins start at 1 ms and double in
 * width whenever time runs past the last one.
 */
public final class ThroughputHistory {
    /*
     * The width is negative while the bins are being joined. A reader that sees this, or another width before than after its look at the bins, looks again:
     * it has to at most as often as the width can double, 34 times in all.
     */
    private static final int BINS = 1024;
    private static final long FIRST_WIDTH_NANOS = 1_000_000;
    private static final int WIDTH = BINS;

    private final long[] cells = new long[BINS + 1];
    private int bin;
    private long binEndNanos = FIRST_WIDTH_NANOS;

    /** Creates an empty history. */
    public ThroughputHistory() {
        cells[WIDTH] = FIRST_WIDTH_NANOS;
    }

    /**
     * Counts one packet.
     *
     * @param nowNanos when, 0 or more and never less than before
     * @param length its length in bytes
     */
    public void record(long nowNanos, int length) {
        if (nowNanos >= binEndNanos) {
            turnTo(nowNanos);
        }
        Cells.add(cells, bin, length);
    }

    private void turnTo(long nowNanos) {
        while (nowNanos / cells[WIDTH] >= BINS) {
            widen();
        }
        long widthNanos = cells[WIDTH];
        bin = (int) (nowNanos / widthNanos);
        long end = (bin + 1) * widthNanos;
        binEndNanos = end < 0 ? Long.MAX_VALUE : end;
    }

    private void widen() {
        long widthNanos = cells[WIDTH];
        Cells.set(cells, WIDTH, -widthNanos);
        for (int i = 0; i < BINS; i++) {
            Cells.set(cells, i, i < BINS / 2 ? cells[2 * i] + cells[2 * i + 1] : 0);
        }
        Cells.set(cells, WIDTH, 2 * widthNanos);
    }

    /**
     * Bytes in bins of one width.
     *
     * @param binNanos the width of a bin in nanoseconds
     * @param bytesPerBin the bytes of each bin from time 0 to the last with any
     */
    @SuppressWarnings("ArrayRecordComponent") // a copy of its own, handed to one reader
    public record Bins(long binNanos, long[] bytesPerBin) {
        /**
         * The sum of two histories that began at the same time.
         *
         * @param other the other
         * @return the sum, in the wider bins of the two
         */
        public Bins plus(Bins other) {
            if (other.binNanos > binNanos) {
                return other.plus(this);
            }
            int join = (int) (binNanos / other.binNanos);
            int joined = (other.bytesPerBin.length + join - 1) / join;
            long[] sum = Arrays.copyOf(bytesPerBin, Math.max(bytesPerBin.length, joined));
            for (int i = 0; i < other.bytesPerBin.length; i++) {
                sum[i / join] += other.bytesPerBin[i];
            }
            return new Bins(binNanos, sum);
        }
    }

    /**
     * What has been recorded so far.
     *
     * @return a copy of its own
     */
    public Bins snapshot() {
        long[] copy = new long[BINS];
        while (true) {
            long widthNanos = Cells.get(cells, WIDTH);
            int length = 0;
            for (int i = 0; i < BINS; i++) {
                copy[i] = Cells.get(cells, i);
                length = copy[i] == 0 ? length : i + 1;
            }
            if (widthNanos > 0 && Cells.get(cells, WIDTH) == widthNanos) {
                return new Bins(widthNanos, Arrays.copyOf(copy, length));
            }
            Thread.onSpinWait();
        }
    }
}
