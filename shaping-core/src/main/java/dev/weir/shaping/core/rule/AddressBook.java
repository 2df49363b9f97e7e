package dev.weir.shaping.core.rule;

import dev.weir.shaping.lookup.HostAddressResolver;
import dev.weir.shaping.lookup.HostAddresses;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.EndpointSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What names of addresses stand for in one engine. Not thread-safe.
 *
 * <p>Looking up allocates where a name is asked for the first time, and after what it stands for has changed. Groups have places of their own, as many as the recipe
 * allows; there are {@value #MOST} more for other names.
 */
public final class AddressBook {
    /** Names besides those of groups that are set. */
    public static final int MOST = 4_096;

    private static final Duration LEAST_LIFE = Duration.ofSeconds(30);
    private static final Duration MOST_LIFE = Duration.ofDays(7);
    private static final AddressName[] NO_NAMES = {};

    private final Map<AddressName, Entry> entries = new HashMap<>();
    /** The names that are in none of the places of groups. */
    private int others;

    private @Nullable HostAddressResolver resolver;
    private Consumer<AddressName> wanted = name -> {};
    private long changes;

    /** A book in which nothing stands. */
    public AddressBook() {}

    /** One name. */
    private static final class Entry {
        final AddressName name;
        /** What it stands for itself. */
        EndpointSet members = EndpointSet.EMPTY;
        /** What else belongs to it. */
        AddressName[] names = NO_NAMES;
        /** Both together, at a number of changes. */
        EndpointSet all = EndpointSet.EMPTY;

        boolean asked;
        long atChange;
        long dueNanos;

        Entry(AddressName name) {
            this.name = name;
        }
    }

    /**
     * Has hosts resolved when they are asked for, on the engine's thread.
     *
     * @param hosts the resolver
     */
    public void resolveAtOnce(HostAddressResolver hosts) {
        resolver = hosts;
    }

    /**
     * Leaves it to others to find out addresses of hosts and of the local host.
     *
     * @param listener is told each name once, on the engine's thread when a rule asks for it; must not block
     */
    public void resolveElsewhere(Consumer<AddressName> listener) {
        resolver = null;
        wanted = listener;
    }

    /**
     * What a name stands for.
     *
     * @param name the name
     * @param clock tells the engine's time
     * @return the addresses, none while nothing is known
     * @throws IllegalStateException if there are too many names
     */
    EndpointSet get(AddressName name, WallClock clock) {
        Entry known = entries.get(name);
        return current(known == null || !known.asked ? ask(name) : known, clock);
    }

    private Entry ask(AddressName name) {
        Entry entry = other(name);
        if (entry == null) {
            throw new IllegalStateException("names of addresses must be at most " + MOST + ": " + name);
        }
        entry.asked = true;
        if (name.kind() != AddressName.Kind.GROUP) {
            wanted.accept(name);
        }
        return entry;
    }

    /** The entry of a name that is not set as a group, or null if there is no place for it. */
    private @Nullable Entry other(AddressName name) {
        Entry known = entries.get(name);
        if (known != null || others >= MOST) {
            return known;
        }
        others++;
        return enter(name);
    }

    private Entry enter(AddressName name) {
        return entries.computeIfAbsent(name, Entry::new);
    }

    private EndpointSet current(Entry entry, WallClock clock) {
        HostAddressResolver hosts = resolver;
        if (hosts != null && entry.name.kind() == AddressName.Kind.HOST && clock.nanos() >= entry.dueNanos) {
            resolve(hosts, entry, clock.nanos());
        }
        if (entry.names.length == 0) {
            return entry.members;
        }
        for (AddressName name : entry.names) {
            get(name, clock);
        }
        if (entry.atChange != changes) {
            entry.all = union(entry, clock);
            entry.atChange = changes;
        }
        return entry.all;
    }

    private EndpointSet union(Entry entry, WallClock clock) {
        List<EndpointSet> sets = new ArrayList<>(List.of(entry.members));
        for (AddressName name : entry.names) {
            sets.add(get(name, clock));
        }
        return EndpointSet.union(sets);
    }

    private void resolve(HostAddressResolver hosts, Entry entry, long nowNanos) {
        HostAddresses answer = answer(hosts, entry.name.name());
        entry.dueNanos = nowNanos + life(answer).toNanos();
        if (answer != null && !answer.addresses().isEmpty()) {
            set(entry, EndpointSet.of(AddressSet.of(answer.addresses())), NO_NAMES);
        }
    }

    /**
     * Asks for the addresses of a host; a resolver that fails knows nothing.
     *
     * @param hosts the resolver
     * @param host the name
     * @return the answer, or null
     */
    public static @Nullable HostAddresses answer(HostAddressResolver hosts, String host) {
        try {
            return hosts.addresses(host);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /**
     * How long to wait until the next question.
     *
     * @param answer the answer, or null if there was none
     * @return 30 seconds to 7 days
     */
    public static Duration life(@Nullable HostAddresses answer) {
        if (answer == null || answer.timeToLive().compareTo(LEAST_LIFE) < 0) {
            return LEAST_LIFE;
        }
        return answer.timeToLive().compareTo(MOST_LIFE) > 0 ? MOST_LIFE : answer.timeToLive();
    }

    /**
     * A name stands for something else from now on. Nothing happens if there is no place for it, as then no rule can ask for it either.
     *
     * @param name a host or the local host
     * @param members its addresses
     */
    public void set(AddressName name, EndpointSet members) {
        Entry entry = other(name);
        if (entry != null) {
            set(entry, members, NO_NAMES);
        }
    }

    /**
     * A group has other members from now on.
     *
     * @param group the group; its groups must not have itself as a member
     */
    public void set(AddressGroup group) {
        set(
                enter(AddressName.group(group.name())),
                group.members(),
                group.names().toArray(NO_NAMES));
    }

    private void set(Entry entry, EndpointSet members, AddressName[] names) {
        if (!entry.members.equals(members) || names.length > 0 || entry.names.length > 0) {
            entry.members = members;
            entry.names = names;
            changes++;
        }
    }
}
