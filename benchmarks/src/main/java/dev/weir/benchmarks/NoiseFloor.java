package dev.weir.benchmarks;

import java.util.Locale;

/**
 * What the machine takes away from a thread that never gives up its processor: the gaps between two clock reads. No time measured in the same run can be
 * more regular than this.
 *
 * @param spunNanos how long was looked
 * @param gaps how often more than 5 us were missing
 * @param lostNanos how much that was together
 * @param worstNanos the longest
 * @param clockNanos what a clock read costs, at least
 */
record NoiseFloor(long spunNanos, long gaps, long lostNanos, long worstNanos, double clockNanos) {
    private static final long GAP_NANOS = 5_000;

    static NoiseFloor look(long nanos) {
        long start = System.nanoTime();
        long before = start;
        long reads = 0;
        long gaps = 0;
        long lost = 0;
        long worst = 0;
        while (before - start < nanos) {
            long now = System.nanoTime();
            long gap = now - before;
            if (gap > GAP_NANOS) {
                gaps++;
                lost += gap;
                worst = Math.max(worst, gap);
            }
            reads++;
            before = now;
        }
        return new NoiseFloor(before - start, gaps, lost, worst, (double) (before - start - lost) / reads);
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "A thread that only reads the clock, %.1f s: %d gaps above 5 us, together %.1f %% of the time, the longest %.2f ms; one read %.0f ns.",
                spunNanos / 1e9,
                gaps,
                100.0 * lostNanos / spunNanos,
                worstNanos / 1e6,
                clockNanos);
    }
}
