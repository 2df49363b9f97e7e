package dev.weir.shaping.config;

import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders groups of addresses so that each comes behind the groups it has as members, as a run that takes one after the other needs them. */
final class GroupOrder {
    private final Map<String, AddressGroup> byName = new LinkedHashMap<>();
    private final Set<String> entered = new HashSet<>();
    private final Set<AddressGroup> done = new LinkedHashSet<>();

    private GroupOrder(Collection<AddressGroup> groups) {
        groups.forEach(group -> byName.put(group.name(), group));
    }

    /** The groups, members first; of several of one name the last. Groups that are members of themselves come in any order. */
    static List<AddressGroup> membersFirst(Collection<AddressGroup> groups) {
        GroupOrder order = new GroupOrder(groups);
        order.byName.values().forEach(order::place);
        return List.copyOf(order.done);
    }

    /** Depth first, with a stack of its own, as chains may be long. */
    private void place(AddressGroup first) {
        Deque<AddressGroup> open = new ArrayDeque<>();
        open.push(first);
        while (!open.isEmpty()) {
            AddressGroup group = open.element();
            if (entered.add(group.name())) {
                group.names().forEach(name -> pushMember(name, open));
            } else {
                done.add(open.pop());
            }
        }
    }

    private void pushMember(AddressName name, Deque<AddressGroup> open) {
        AddressGroup member = name.kind() == AddressName.Kind.GROUP ? byName.get(name.name()) : null;
        if (member != null && !entered.contains(member.name())) {
            open.push(member);
        }
    }
}
