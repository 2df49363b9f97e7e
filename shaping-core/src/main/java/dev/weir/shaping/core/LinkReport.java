package dev.weir.shaping.core;

import dev.weir.shaping.Rate;
import java.time.Duration;

/**
 * A serialising link: what it was asked to do and what it did. Of a link that several shapers share, only what it did for this run. Immutable.
 *
 * @param configuredRate the rate that was asked for, the latest if it changed; of a trace the mean, of a joint trace the first
 * @param busy how long it was sending
 * @param bytesSent the bytes it sent in that time
 * @param achievedBitsPerSecond the rate over the time it was sending, 0 if it never was
 * @param packetsMarked the packets that its queue marked with <em>congestion experienced</em>
 */
public record LinkReport(
        Rate configuredRate, Duration busy, long bytesSent, double achievedBitsPerSecond, long packetsMarked) {}
