package dev.weir.shaping.core;

import dev.weir.shaping.Direction;

/**
 * What one rule did so far. Immutable.
 *
 * @param name the rule's name; {@code default} for the default priority
 * @param incoming the incoming packets it decided
 * @param outgoing the outgoing packets it decided
 * @param total both
 * @param errors how often it threw
 */
public record RuleStats(String name, TrafficStats incoming, TrafficStats outgoing, TrafficStats total, long errors) {
    /**
     * The packets of a direction.
     *
     * @param direction the direction
     * @return what happened to them
     */
    public TrafficStats direction(Direction direction) {
        return direction == Direction.INCOMING ? incoming : outgoing;
    }
}
