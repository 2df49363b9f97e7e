package dev.weir.shaping.core;

import java.time.Duration;
import java.util.List;

/**
 * Bytes over time, in bins of one width from the start on. Immutable.
 *
 * @param bin the width of a bin
 * @param bytes the bytes of each bin
 */
public record ThroughputReport(Duration bin, List<Long> bytes) {}
