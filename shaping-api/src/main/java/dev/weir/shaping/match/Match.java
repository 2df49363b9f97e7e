package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import java.util.List;
import java.util.Set;

/**
 * A condition on a packet, and on what a run knows besides: time, names of addresses, traffic. Made by the factories of {@link Matches}.
 *
 * <p>Immutable, thread-safe, equal by value; a condition made from a predicate is equal if the predicates are. Its answer depends
 * on the packet and the context alone. {@code toString} tells the condition in words of the factories.
 *
 * <pre>{@code
 * Match uploads = outgoing().and(remotePorts("443, 8000-8100"));
 * }</pre>
 */
public sealed interface Match
        permits AdapterIs,
                AdapterNameIs,
                AdapterTypeIs,
                AddressIn,
                AllOf,
                Always,
                AnyOf,
                ApplicationIs,
                BlockListed,
                CommandLineHas,
                CountryIs,
                DaysOfMonth,
                DaysOfWeek,
                DirectionIs,
                EtherTypeIs,
                FilterIn,
                HeaderBits,
                HeaderFieldIn,
                HostIs,
                Ip,
                MacIn,
                Months,
                NamedAddress,
                Not,
                PidIn,
                PortIn,
                ProcessIs,
                ProtocolIs,
                Schedule,
                SsidIs,
                TimeOfDay,
                TrafficCondition,
                UrlIs,
                UserIs,
                Where {
    /**
     * Whether a packet meets the condition. Allocates nothing, except what a predicate allocates.
     *
     * @param packet the packet
     * @param context the rule's context: for the time, for what names stand for, and to count traffic
     * @return true if it does
     */
    boolean matches(Packet packet, Context context);

    /**
     * Why the condition holds for a packet or does not. Asks the same as {@link #matches}, in the same order. Allocates.
     *
     * @param packet the packet
     * @param context the rule's context
     * @return the answer, and those of its parts
     */
    default Explanation explain(Packet packet, Context context) {
        return Explanation.of(this, matches(packet, context), List.of());
    }

    /**
     * Whether being asked counts the packet as traffic of the rule, see {@link TrafficCondition}. Whoever evaluates conditions by other means must ask such
     * a condition of every packet of which {@link #matches} would ask it.
     *
     * @return true if the condition or a part of it counts
     */
    default boolean counts() {
        return false;
    }

    /**
     * What the condition reads.
     *
     * @return an unmodifiable set, empty for a condition that always holds
     */
    Set<PacketField> fields();

    /**
     * Whether all packets of one flow get the same answer at all times: only what the flow is told apart by decides, or what is kept with it.
     *
     * @return false if they may get different ones
     */
    boolean flowConstant();

    /**
     * The names of addresses that the condition refers to.
     *
     * @return an unmodifiable set, mostly empty
     */
    default Set<AddressName> names() {
        return Set.of();
    }

    /**
     * Both conditions. The second is not asked where the first does not hold; but a condition that {@link #counts} is asked after all others, of the packets that
     * meet these.
     *
     * @param other the second condition
     * @return the condition that holds where both do
     * @throws IllegalArgumentException if one asks for ARP and the other for IP addresses or ports
     */
    default Match and(Match other) {
        return new AllOf(List.of(this, other));
    }

    /**
     * Either condition, or both. The second is not asked where the first holds.
     *
     * @param other the second condition
     * @return the condition that holds where one of them does
     */
    default Match or(Match other) {
        return new AnyOf(List.of(this, other));
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
