package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.ProcessInfo;
import java.time.Instant;

/**
 * What one connection did: both directions of its addresses, ports and protocol. Immutable.
 *
 * @param connection its two ends and its protocol
 * @param incoming its incoming packets
 * @param outgoing its outgoing packets
 * @param firstSeen when its first packet arrived
 * @param lastSeen when its latest packet arrived
 * @param process who owns it; {@link ProcessInfo#UNKNOWN} if nobody asked or nobody knew
 * @param rule the rule that decided last, of either direction; {@code default} for the default priority, {@code ""} if not known any more
 * @param priority what it decided, as text; {@code ""} if not known any more
 */
public record ConnectionStats(
        Connection connection,
        FlowStats incoming,
        FlowStats outgoing,
        Instant firstSeen,
        Instant lastSeen,
        ProcessInfo process,
        String rule,
        String priority) {

    /**
     * The packets of a direction.
     *
     * @param direction the direction
     * @return what they did
     */
    public FlowStats direction(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }
}
