package dev.weir.capture.relay;

import dev.weir.shaping.impair.Durations;
import java.time.Duration;

/**
 * What something of a connection met: a segment of a stream, an attempt to send it again, a datagram.
 *
 * @param connection which client, in the order of their coming, from 0
 * @param direction the direction
 * @param cell which full segment of the stream, or which datagram, from 0; negative for a segment without bytes, the complement of its TCP flags
 * @param attempt how often it was sent before
 */
record Decision(long connection, RelayDirection direction, long cell, int attempt) {
    /** The delay of what is lost. */
    static final long LOST = -1;

    /** A line of a record. */
    String line(long delayNanos) {
        return connection + " " + direction + " " + cell + " " + attempt + " "
                + (delayNanos == LOST ? "lost" : Durations.format(Duration.ofNanos(delayNanos)));
    }
}
