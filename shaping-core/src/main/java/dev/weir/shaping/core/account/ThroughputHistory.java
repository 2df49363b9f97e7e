package dev.weir.shaping.core.account;

import java.util.Arrays;

/**
 * Bytes over time, in a fixed number of bins that widen as time goes on.
 *
 * <p>Not thread-safe; recording allocates nothing. Bins start at 1 ms and double in width whenever time runs past the last one.
 */
public final class ThroughputHistory {
    private static final int BINS = 1024;
    private static final long FIRST_WIDTH_NANOS = 1_000_000;

    private final long[] bytes = new long[BINS];
    private long widthNanos = FIRST_WIDTH_NANOS;
    private int bin;
    private long binEndNanos = FIRST_WIDTH_NANOS;

    /** Creates an empty history. */
    public ThroughputHistory() {}

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
        bytes[bin] += length;
    }

    private void turnTo(long nowNanos) {
        while (nowNanos / widthNanos >= BINS) {
            widen();
        }
        bin = (int) (nowNanos / widthNanos);
        long end = (bin + 1) * widthNanos;
        binEndNanos = end < 0 ? Long.MAX_VALUE : end;
    }

    private void widen() {
        for (int i = 0; i < BINS / 2; i++) {
            bytes[i] = bytes[2 * i] + bytes[2 * i + 1];
        }
        Arrays.fill(bytes, BINS / 2, BINS, 0);
        widthNanos *= 2;
    }

    /**
     * The width of a bin.
     *
     * @return nanoseconds
     */
    public long binNanos() {
        return widthNanos;
    }

    /**
     * The bytes of each bin from time 0 to the last with any.
     *
     * @return a new array
     */
    public long[] bytesPerBin() {
        int length = BINS;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(bytes, length);
    }
}
