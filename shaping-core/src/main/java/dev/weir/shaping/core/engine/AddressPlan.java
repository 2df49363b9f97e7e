package dev.weir.shaping.core.engine;

import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.core.rule.AddressBook;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.EndpointSet;
import dev.weir.shaping.match.MatchRule;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.ScheduledRule;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of names of addresses from the start: the groups and the local addresses. Immutable.
 *
 * @param groups by name
 * @param local the addresses of the local host, besides those of loopback
 */
public record AddressPlan(Map<String, AddressGroup> groups, AddressSet local) {
    /** There is no group. */
    public static final AddressPlan NONE = new AddressPlan(Map.of(), AddressSet.EMPTY);

    private static final int MOST_GROUPS = 4_096;
    private static final AddressSet LOOPBACK = AddressSet.parse("127.0.0.0/8, ::1");

    /**
     * Copies the groups.
     *
     * @param groups by name
     * @param local the local addresses
     */
    public AddressPlan {
        groups = Map.copyOf(groups);
    }

    /**
     * This plan with a group, in place of that of the same name.
     *
     * @param group the group
     * @return the new plan
     * @throws IllegalArgumentException if the group would be a member of itself, or there are 4096 others
     */
    public AddressPlan with(AddressGroup group) {
        Map<String, AddressGroup> more = new TreeMap<>(groups);
        more.put(group.name(), group);
        if (more.size() > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    "address groups must be at most " + MOST_GROUPS + ": \"" + group.name() + "\"");
        }
        AddressPlan plan = new AddressPlan(more, local);
        if (plan.reached(group.names()).contains(AddressName.group(group.name()))) {
            throw new IllegalArgumentException(
                    "address group must not be a member of itself: \"" + group.name() + "\"");
        }
        return plan;
    }

    /**
     * This plan with local addresses.
     *
     * @param addresses the addresses, besides those of loopback
     * @return the new plan
     */
    public AddressPlan with(AddressSet addresses) {
        return new AddressPlan(groups, addresses);
    }

    /** Names, and those of the members of groups among them. */
    private Set<AddressName> reached(Collection<AddressName> from) {
        Set<AddressName> reached = new HashSet<>();
        Deque<AddressName> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            AddressName name = open.remove();
            AddressGroup group = groups.get(name.name());
            if (reached.add(name) && name.kind() == AddressName.Kind.GROUP && group != null) {
                open.addAll(group.names());
            }
        }
        return reached;
    }

    /**
     * Checks that all groups that groups name are there.
     *
     * @throws IllegalArgumentException if a group is missing
     */
    public void requireGroups() {
        requireGroups(names());
    }

    /**
     * Checks that all groups that rules name are there. Rules that are code of their own are not looked into.
     *
     * @param rules the rules
     * @throws IllegalArgumentException if a group is missing
     */
    public void requireGroups(RuleSet rules) {
        requireGroups(names(rules));
    }

    /**
     * Checks that all groups that filters name are there.
     *
     * @param filters the filters
     * @throws IllegalArgumentException if a group is missing
     */
    public void requireGroups(FilterSet filters) {
        requireGroups(names(filters));
    }

    private void requireGroups(Set<AddressName> named) {
        for (AddressName name : named) {
            if (name.kind() == AddressName.Kind.GROUP && !groups.containsKey(name.name())) {
                throw new IllegalArgumentException("address group is missing: \"" + name.name() + "\"");
            }
        }
    }

    /**
     * The names that groups refer to.
     *
     * @return a new set
     */
    public Set<AddressName> names() {
        Set<AddressName> named = new HashSet<>();
        groups.values().forEach(group -> named.addAll(group.names()));
        return named;
    }

    /**
     * The names that rules refer to. Rules that are code of their own are not looked into.
     *
     * @param rules the rules
     * @return a new set
     */
    public static Set<AddressName> names(RuleSet rules) {
        Set<AddressName> named = new HashSet<>();
        rules.entries().stream().map(RuleEntry::rule).forEach(rule -> named.addAll(names(rule)));
        return named;
    }

    /**
     * The names that filters refer to.
     *
     * @param filters the filters
     * @return a new set
     */
    public static Set<AddressName> names(FilterSet filters) {
        Set<AddressName> named = new HashSet<>();
        filters.filters().forEach(filter -> named.addAll(filter.match().names()));
        return named;
    }

    private static Set<AddressName> names(Rule rule) {
        if (rule instanceof ScheduledRule scheduled) {
            return names(scheduled.rule());
        }
        if (rule instanceof QuotaLadder ladder) {
            return ladder.match().names();
        }
        return rule instanceof MatchRule matching ? matching.match().names() : Set.of();
    }

    /**
     * Enters what is known.
     *
     * @param book where names are looked up
     */
    public void enter(AddressBook book) {
        groups.values().forEach(book::set);
        book.set(AddressName.LOCAL_HOST, localHost(local));
    }

    /**
     * What the local host stands for.
     *
     * @param addresses the local addresses
     * @return these and those of loopback
     */
    public static EndpointSet localHost(AddressSet addresses) {
        return EndpointSet.of(AddressSet.union(List.of(LOOPBACK, addresses)));
    }

    /** Groups in order of their names, then the local addresses. */
    @Override
    public String toString() {
        return new TreeMap<>(groups).values() + " " + local;
    }
}
