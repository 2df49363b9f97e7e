package dev.weir.benchmarks;

import dev.weir.shaping.core.account.DelayCounts;
import dev.weir.shaping.core.account.DelayHistogram;

/**
 * How late items were released. Immutable.
 *
 * @param releases the items
 * @param p50 the median, in nanoseconds
 * @param p90 the 90th percentile
 * @param p99 the 99th percentile
 * @param p999 the 99.9th percentile
 * @param early items released before they were due
 * @param lost items for which there was no room
 */
record ReleaseErrors(long releases, long p50, long p90, long p99, long p999, long early, long lost) {
    static ReleaseErrors of(DelayHistogram histogram, long early) {
        DelayCounts late = histogram.snapshot();
        return new ReleaseErrors(
                late.count(),
                late.percentileNanos(50),
                late.percentileNanos(90),
                late.percentileNanos(99),
                late.percentileNanos(99.9),
                early,
                0);
    }
}
