package dev.weir.shaping.filter;

import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.PacketField;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A line of a {@link FilterSet}: packets that meet a condition are ignored, blocked or marked before any rule is asked, and before the engine knows their flow.
 * Immutable, thread-safe, equal by value.
 *
 * <p>A filter sees what the packet itself carries, its direction and adapter, and the time. What has to be looked up is not known yet: a condition on
 * processes, countries, application protocols or hosts is refused, and a predicate that asks for such things is told that they are unknown.
 *
 * <pre>{@code
 * Filter.ignore("local networks", Filters.localNetworks())
 * Filter.block("telnet", destinationPorts("23"))
 * Filter.pipe("voice", protocol("UDP").and(destinationPorts("5060-5090")))
 * }</pre>
 *
 * @param name the filter's name, unique in its list
 * @param match which packets it matches
 * @param action what it does to them
 * @param id what {@link dev.weir.shaping.Packet#filter} tells of packets that it pipes: 1 or more, or 0 for the filter's place in its list, counted from 1
 * @param enabled whether the filter is asked at all
 */
public record Filter(String name, Match match, FilterAction action, int id, boolean enabled) {
    private static final Set<PacketField> NOT_KNOWN = EnumSet.of(
            PacketField.PROCESS,
            PacketField.COUNTRY,
            PacketField.APPLICATION,
            PacketField.HOST,
            PacketField.SSID,
            PacketField.FILTER,
            PacketField.TRAFFIC);

    /**
     * Checks the name, the condition and the id.
     *
     * @param name the filter's name, unique in its list
     * @param match which packets it matches
     * @param action what it does to them
     * @param id 1 or more, or 0 for the filter's place in its list
     * @param enabled whether the filter is asked at all
     * @throws IllegalArgumentException if the name is blank, the id is negative, or the condition asks for what a filter cannot know
     */
    public Filter {
        Objects.requireNonNull(action, "action");
        if (name.isBlank()) {
            throw new IllegalArgumentException("filter name must not be blank: \"" + name + "\"");
        }
        if (id < 0) {
            throw new IllegalArgumentException("filter id must be 0 or more: " + id);
        }
        for (PacketField field : match.fields()) {
            if (NOT_KNOWN.contains(field)) {
                throw new IllegalArgumentException("filter \"" + name
                        + "\" must not ask for "
                        + "what filters do not know, but asks for " + field + ": " + match);
            }
        }
    }

    private Filter(String name, Match match, FilterAction action) {
        this(name, match, action, 0, true);
    }

    /**
     * An enabled filter that releases packets at once.
     *
     * @param name its name
     * @param match which packets
     * @return the filter
     * @throws IllegalArgumentException if the name is blank, or the condition asks for what a filter cannot know
     */
    public static Filter ignore(String name, Match match) {
        return new Filter(name, match, FilterAction.IGNORE);
    }

    /**
     * An enabled filter that drops packets.
     *
     * @param name its name
     * @param match which packets
     * @return the filter
     * @throws IllegalArgumentException if the name is blank, or the condition asks for what a filter cannot know
     */
    public static Filter block(String name, Match match) {
        return new Filter(name, match, FilterAction.BLOCK);
    }

    /**
     * An enabled filter that marks packets with its id, which is its place in its list.
     *
     * @param name its name
     * @param match which packets
     * @return the filter
     * @throws IllegalArgumentException if the name is blank, or the condition asks for what a filter cannot know
     */
    public static Filter pipe(String name, Match match) {
        return new Filter(name, match, FilterAction.PIPE);
    }

    /**
     * This filter under an id that does not depend on its place.
     *
     * @param number 1 or more
     * @return the new filter
     * @throws IllegalArgumentException if it is less
     */
    public Filter id(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("filter id must be 1 or more: " + number);
        }
        return new Filter(name, match, action, number, enabled);
    }

    /**
     * This filter, switched on or off.
     *
     * @param on whether it is asked
     * @return the new filter
     */
    public Filter enabled(boolean on) {
        return new Filter(name, match, action, id, on);
    }

    /** Name, action and condition, such as {@code telnet: block destinationPorts(23)}. */
    @Override
    public String toString() {
        return name + (enabled ? ": " : " (off): ") + action + (id == 0 ? " " : " " + id + " ") + match;
    }
}
