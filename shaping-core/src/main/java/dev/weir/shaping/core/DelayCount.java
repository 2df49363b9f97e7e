package dev.weir.shaping.core;

import java.time.Duration;

/**
 * A bar of the histogram of delays. Immutable.
 *
 * @param delay the middle of the bar; bars are less than 2 % wide
 * @param packets the packets in it
 */
public record DelayCount(Duration delay, long packets) {}
