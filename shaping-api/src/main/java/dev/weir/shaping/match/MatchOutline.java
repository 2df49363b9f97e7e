package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import java.util.List;

/**
 * A condition in numbers, for those who want to know for which packets it may hold without asking it.
 *
 * <p>What cannot be told in numbers is {@link Unknown}. Parts of {@link All} and {@link Any} are in the order in which the condition asks them. Immutable and
 * thread-safe.
 */
public sealed interface MatchOutline {
    /**
     * The outline of a condition. Allocates.
     *
     * @param match the condition
     * @return its outline
     */
    static MatchOutline of(Match match) {
        return Outlines.of(match);
    }

    /**
     * Holds for every packet, or for none.
     *
     * @param holds which of both
     */
    record Fixed(boolean holds) implements MatchOutline {}

    /**
     * Holds where a field is within one of some ranges. A packet that does not have the field is in none.
     *
     * @param field {@link PacketField#DIRECTION}, as the ordinal of {@link dev.weir.shaping.Direction}, {@link PacketField#IP_VERSION}, {@link
     *     PacketField#PROTOCOL}, {@link PacketField#ETHER_TYPE} or a port
     * @param bounds first and last number of each range in turn, ascending
     */
    record Numbers(PacketField field, List<Integer> bounds) implements MatchOutline {
        /**
         * Copies the bounds.
         *
         * @param field the field
         * @param bounds first and last number of each range in turn, ascending
         */
        public Numbers {
            bounds = List.copyOf(bounds);
        }
    }

    /**
     * Holds where an address is within one of some ranges. The packet of another family, or without addresses, is in none.
     *
     * @param field {@link PacketField#SOURCE_ADDRESS} or {@link PacketField#DESTINATION_ADDRESS}
     * @param bounds first and last address of each range in turn, IPv4 first, ascending
     */
    record Addresses(PacketField field, List<IpAddress> bounds) implements MatchOutline {
        /**
         * Copies the bounds.
         *
         * @param field the field
         * @param bounds first and last address of each range in turn, IPv4 first, ascending
         */
        public Addresses {
            bounds = List.copyOf(bounds);
        }
    }

    /**
     * Holds where all parts do.
     *
     * @param parts asked in order until one does not hold
     */
    record All(List<MatchOutline> parts) implements MatchOutline {
        /**
         * Copies the parts.
         *
         * @param parts asked in order until one does not hold
         */
        public All {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Holds where one of the parts does.
     *
     * @param parts asked in order until one holds
     */
    record Any(List<MatchOutline> parts) implements MatchOutline {
        /**
         * Copies the parts.
         *
         * @param parts asked in order until one holds
         */
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Holds where a part does not.
     *
     * @param part the part
     */
    record Opposite(MatchOutline part) implements MatchOutline {}

    /**
     * May hold or not.
     *
     * @param silent whether it may be asked or not without anybody noticing: it calls nothing that is not Weir's own
     */
    record Unknown(boolean silent) implements MatchOutline {}
}
