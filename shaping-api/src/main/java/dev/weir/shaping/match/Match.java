package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import java.util.Set;

/**
 * A condition on a packet and on the engine's time, made by the factories of {@link Matches}.
 *
 * <p>Immutable, thread-safe, equal by value; a condition made from a predicate is equal if the predicates are. Its answer depends
 * on the packet and the context alone. {@code toString} tells the condition in words of the factories.
 *
 * <pre>{@code
 * Match uploads = outgoing().and(remotePorts("443, 8000-8100"));
 * }</pre>
 */
public sealed interface Match
        permits AddressIn,
                AllOf,
                AnyOf,
                Always,
                Arp,
                DaysOfWeek,
                DirectionIs,
                Ip,
                Not,
                PortIn,
                ProcessIs,
                ProtocolIs,
                TimeOfDay,
                Where {
    /**
     * Whether a packet meets the condition. Allocates nothing, except what a predicate allocates.
     *
     * @param packet the packet
     * @param context the rule's context, for the time
     * @return true if it does
     */
    boolean matches(Packet packet, Context context);

    /**
     * What the condition reads.
     *
     * @return an unmodifiable set, empty for a condition that always holds
     */
    Set<PacketField> fields();

    /**
     * Whether all packets of one flow get the same answer at all times: only direction, protocol, addresses and ports decide.
     *
     * @return false if they may get different ones
     */
    boolean flowConstant();

    /**
     * Both conditions. The second is not asked where the first does not hold.
     *
     * @param other the second condition
     * @return the condition that holds where both do
     */
    default Match and(Match other) {
        return AllOf.of(this, other);
    }

    /**
     * Either condition, or both. The second is not asked where the first holds.
     *
     * @param other the second condition
     * @return the condition that holds where one of them does
     */
    default Match or(Match other) {
        return AnyOf.of(this, other);
    }

    /**
     * The opposite. What a packet does not have meets no condition on it, so that it meets the opposite: a packet without ports
     * meets {@code remotePorts("443").not()}.
     *
     * @return the condition that holds where this one does not
     */
    default Match not() {
        return this instanceof Not opposite ? opposite.match() : new Not(this);
    }

    /**
     * A rule that answers a priority where this condition holds, and passes elsewhere. Equal rules are made from equal conditions
     * and priorities, so that an entry set anew without a change keeps its state.
     *
     * @param priority the rule's answer
     * @return the rule
     */
    default Rule then(Priority priority) {
        return new MatchRule(this, priority);
    }
}
