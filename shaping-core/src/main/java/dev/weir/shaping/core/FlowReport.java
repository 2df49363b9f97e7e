package dev.weir.shaping.core;

import java.time.Duration;

/**
 * What happened to the packets of one flow. Immutable.
 *
 * @param flow the flow, such as {@code tcp 10.0.0.2:5000 > 192.0.2.7:443}
 * @param packetsIn packets that entered
 * @param bytesIn their bytes
 * @param packetsOut packets that were released
 * @param bytesOut their bytes
 * @param meanDelay how long released packets were held on average
 */
public record FlowReport(
        String flow, long packetsIn, long bytesIn, long packetsOut, long bytesOut, Duration meanDelay) {}
