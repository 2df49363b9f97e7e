package dev.weir.shaping.match;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Addresses under a name, which rules name as {@code @name}: replace the group, and what every rule that names it means is another from the next packet on.
 * Immutable, thread-safe, equal by value.
 *
 * @param name the name, see {@link AddressName#group}
 * @param members the addresses that are given themselves
 * @param names other groups, hosts, or the local host, whose addresses belong to the group too
 */
public record AddressGroup(String name, EndpointSet members, Set<AddressName> names) {
    /**
     * Checks the name.
     *
     * @param name the name
     * @param members the addresses that are given themselves
     * @param names what else belongs to it; copied
     * @throws IllegalArgumentException if it is no name of a group, or the group is a member of itself
     */
    public AddressGroup {
        Objects.requireNonNull(members, "members");
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
        if (names.contains(AddressName.group(name))) {
            throw new IllegalArgumentException("address group must not be a member of itself: \"" + name + "\"");
        }
    }

    /**
     * A group.
     *
     * @param name the name
     * @param items each an address or several separated by commas, as {@link Matches#local} reads them; may be none
     * @return the group
     * @throws IllegalArgumentException if the name is none, an item is no address, has wildcards, or is {@code Any}
     */
    public static AddressGroup of(String name, String... items) {
        String text = String.join(", ", items);
        if (text.isBlank()) {
            return new AddressGroup(name, EndpointSet.EMPTY, Set.of());
        }
        EndpointList list = EndpointList.parse(text);
        if (list.any() || !list.hostPatterns().isEmpty()) {
            throw new IllegalArgumentException("address group must not have wildcards or any: \"" + text + "\"");
        }
        return new AddressGroup(name, list.members(), list.names());
    }

    /**
     * All members as text.
     *
     * @return a list that {@link #of} reads, such as {@code 10.0.0.5-10.0.0.99, @guests}
     */
    public String list() {
        StringJoiner text = new StringJoiner(", ");
        if (!members.isEmpty()) {
            text.add(members.toString());
        }
        names.forEach(each -> text.add(each.toString()));
        return text.toString();
    }

    /** The name and all members, such as {@code @students: 10.0.0.5-10.0.0.99, @guests}. */
    @Override
    public String toString() {
        return "@" + name + ": " + list();
    }
}
