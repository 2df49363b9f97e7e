package dev.weir.shaping.core;

import java.time.Instant;

/**
 * What passed in a second, minute, hour or day. Immutable.
 *
 * @param start when it starts
 * @param packetsIncoming incoming packets that were released in it
 * @param bytesIncoming their bytes
 * @param packetsOutgoing outgoing packets that were released in it
 * @param bytesOutgoing their bytes
 */
public record TrafficInterval(
        Instant start, long packetsIncoming, long bytesIncoming, long packetsOutgoing, long bytesOutgoing) {

    TrafficInterval plus(TrafficInterval other) {
        return new TrafficInterval(
                start,
                packetsIncoming + other.packetsIncoming,
                bytesIncoming + other.bytesIncoming,
                packetsOutgoing + other.packetsOutgoing,
                bytesOutgoing + other.bytesOutgoing);
    }
}
