package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.PriorityClass;

/**
 * What happened so far to the packets of a class: those that share a capacity as high, normal or low. An acknowledgement that is boosted counts as high;
 * limited, delayed, dropped, blocked, custom and ignored packets are in no class. Immutable.
 *
 * @param priorityClass {@link PriorityClass#HIGH}, {@link PriorityClass#NORMAL} or {@link PriorityClass#LOW}
 * @param incoming its incoming packets
 * @param outgoing its outgoing packets
 * @param total both
 */
public record ClassStats(
        PriorityClass priorityClass, TrafficStats incoming, TrafficStats outgoing, TrafficStats total) {
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
