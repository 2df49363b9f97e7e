package dev.weir.shaping.core;

import java.time.Duration;
import java.util.Locale;

/**
 * How long released packets were held. Immutable.
 *
 * @param mean the mean, exact to the nanosecond
 * @param p50 the median, within 1 %
 * @param p99 the time within which 99 % were released, within 1 %
 * @param max the longest, exact
 */
public record DelayReport(Duration mean, Duration p50, Duration p99, Duration max) {
    /** Such as {@code mean 40.994 ms, p50 40.994 ms, p99 40.994 ms, max 40.994 ms}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "mean %.3f ms, p50 %.3f ms, p99 %.3f ms, max %.3f ms",
                mean.toNanos() / 1e6,
                p50.toNanos() / 1e6,
                p99.toNanos() / 1e6,
                max.toNanos() / 1e6);
    }
}
