package dev.weir.shaping.core;

import java.time.Duration;

/**
 * How long released packets were held. Immutable.
 *
 * @param mean the mean, exact to the nanosecond
 * @param p50 the median, within 1 %
 * @param p99 the time within which 99 % were released, within 1 %
 * @param max the longest, exact
 */
public record DelayReport(Duration mean, Duration p50, Duration p99, Duration max) {}
