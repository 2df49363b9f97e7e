package dev.weir.capture.relay;

import dev.weir.shaping.core.SharedLink;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Named nodes and what lies between them: a relay for each pair and direction of connecting. A node reaches another at {@link #address}; everything on that way can be impaired,
 * cut and healed.
 *
 * <p>A relay is made when its address is asked for first, with a thread of its own; its seed follows from the network's seed and the two names. Thread-safe.
 *
 * <pre>{@code
 * try (ImpairedNetwork network = new ImpairedNetwork(42)) {
 *     network.node("a", a::address).node("b", b::address).node("c", c::address);
 *     a.join(network.address("a", "b"), network.address("a", "c"));
 *     network.partition(Set.of("a"), Set.of("b", "c"));
 *     network.heal();
 * }
 * }</pre>
 */
public final class ImpairedNetwork implements AutoCloseable {
    private final long seed;
    private final Map<String, Supplier<InetSocketAddress>> nodes = new LinkedHashMap<>();
    private final Map<Route, Relay> relays = new LinkedHashMap<>();
    private final Map<Route, Conditions> conditions = new LinkedHashMap<>();
    private final Map<Line, SharedLink> shared = new LinkedHashMap<>();
    private final Set<Route> severed = new HashSet<>();
    private Conditions usual = Conditions.NONE;
    private boolean closed;

    /** Who connects to whom. */
    record Route(String from, String to) {
        Route back() {
            return new Route(to, from);
        }

        @Override
        public String toString() {
            return from + " to " + to;
        }
    }

    /** One direction of a relay. */
    private record Line(Route route, RelayDirection direction) {
        @Override
        public String toString() {
            return direction + " of " + route;
        }
    }

    /**
     * Creates a network without nodes.
     *
     * @param seed what random decisions depend on
     */
    public ImpairedNetwork(long seed) {
        this.seed = seed;
    }

    /**
     * Adds a node that connects to others, but to which none connects.
     *
     * @param name its name
     * @return this
     * @throws IllegalArgumentException if there is one of the name
     */
    public ImpairedNetwork node(String name) {
        return node(name, () -> {
            throw new IllegalStateException("node has no address: " + name);
        });
    }

    /**
     * Adds a node.
     *
     * @param name its name
     * @param address where it listens; asked for each connection, so the node may start later
     * @return this
     * @throws IllegalArgumentException if there is one of the name
     */
    public synchronized ImpairedNetwork node(String name, Supplier<InetSocketAddress> address) {
        Objects.requireNonNull(address, "address");
        if (nodes.putIfAbsent(Objects.requireNonNull(name, "name"), address) != null) {
            throw new IllegalArgumentException("node is there already: " + name);
        }
        return this;
    }

    private void requireNode(String name) {
        if (!nodes.containsKey(name)) {
            throw new IllegalArgumentException("unknown node (known: " + nodes.keySet() + "): " + name);
        }
    }

    private Route route(String from, String to) {
        requireNode(from);
        requireNode(to);
        if (from.equals(to)) {
            throw new IllegalArgumentException("nodes must differ: " + from);
        }
        return new Route(from, to);
    }

    /**
     * What all ways are like that are not told otherwise.
     *
     * @param everywhere lines and faults, of relays that are made from now on
     * @return this
     */
    public synchronized ImpairedNetwork initially(Conditions everywhere) {
        usual = Objects.requireNonNull(everywhere, "conditions");
        return this;
    }

    /**
     * What one way is like.
     *
     * @param from who connects
     * @param to to whom
     * @param there lines and faults; upload is toward {@code to}
     * @return this
     * @throws IllegalStateException if its relay is there already
     */
    public synchronized ImpairedNetwork initially(String from, String to, Conditions there) {
        Route route = route(from, to);
        requireNew(route);
        conditions.put(route, Objects.requireNonNull(there, "conditions"));
        return this;
    }

    private void requireNew(Route route) {
        if (relays.containsKey(route)) {
            throw new IllegalStateException("relay is there already: " + route);
        }
    }

    /**
     * Has everything that a node sends, to all nodes known by now, share a link.
     *
     * @param name the node
     * @param link the link
     * @return this
     * @throws IllegalStateException if one of the lines is shared already, or its relay is there
     */
    public ImpairedNetwork uplink(String name, SharedLink link) {
        return share(name, RelayDirection.UPLOAD, link);
    }

    /**
     * Has everything that a node receives, from all nodes known by now, share a link.
     *
     * @param name the node
     * @param link the link
     * @return this
     * @throws IllegalStateException if one of the lines is shared already, or its relay is there
     */
    public ImpairedNetwork downlink(String name, SharedLink link) {
        return share(name, RelayDirection.DOWNLOAD, link);
    }

    private synchronized ImpairedNetwork share(String name, RelayDirection direction, SharedLink link) {
        Objects.requireNonNull(link, "link");
        requireNode(name);
        List<Line> lines = new ArrayList<>();
        for (String other : nodes.keySet()) {
            if (!other.equals(name)) {
                lines.add(new Line(new Route(name, other), direction));
                lines.add(new Line(new Route(other, name), direction.other()));
            }
        }
        for (Line line : lines) {
            requireNew(line.route());
            if (shared.containsKey(line)) {
                throw new IllegalStateException("line is shared already: " + line);
            }
        }
        lines.forEach(line -> shared.put(line, link));
        return this;
    }

    /**
     * Where a node reaches another.
     *
     * @param from who connects
     * @param to to whom
     * @return the address in place of the node's own
     */
    public InetSocketAddress address(String from, String to) {
        return relay(from, to).address();
    }

    /**
     * The relay of one way.
     *
     * @param from who connects
     * @param to to whom
     * @return the relay
     * @throws IllegalArgumentException if a node is not known
     * @throws IllegalStateException if the network is closed
     */
    public synchronized Relay relay(String from, String to) {
        Route route = route(from, to);
        if (closed) {
            throw new IllegalStateException("network must not be used after it is closed");
        }
        Relay known = relays.get(route);
        if (known == null) {
            known = made(route);
            relays.put(route, known);
            if (severed.contains(route)) {
                known.cut();
            }
        }
        return known;
    }

    private Relay made(Route route) {
        Relay relay = Relay.tcp(Objects.requireNonNull(nodes.get(route.to())))
                .initially(conditions.getOrDefault(route, usual))
                .seed(Keys.named(seed, List.of(route.from(), route.to())));
        SharedLink up = shared.get(new Line(route, RelayDirection.UPLOAD));
        SharedLink down = shared.get(new Line(route, RelayDirection.DOWNLOAD));
        if (up != null) {
            relay.upload(up);
        }
        if (down != null) {
            relay.download(down);
        }
        return relay;
    }

    /**
     * Both ways between two nodes.
     *
     * @param one a node
     * @param other another
     * @return a handle for faults
     */
    public synchronized Between between(String one, String other) {
        return new Between(this, route(one, other));
    }

    /**
     * Cuts all ways between nodes of different groups, in both directions. Ways that were cut by another partition stay so. Nodes that are in no group keep their ways.
     *
     * @param groups the groups; no node may be in two
     * @return this
     * @throws IllegalArgumentException if a node is not known, or in two groups
     */
    @SafeVarargs
    public final ImpairedNetwork partition(Collection<String>... groups) {
        Set<String> seen = new LinkedHashSet<>();
        for (Collection<String> group : groups) {
            for (String name : group) {
                if (!seen.add(name)) {
                    throw new IllegalArgumentException("node is in two groups: " + name);
                }
            }
        }
        synchronized (this) {
            seen.forEach(this::requireNode);
            for (Collection<String> group : groups) {
                for (Collection<String> other : groups) {
                    if (group != other) {
                        group.forEach(from -> other.forEach(to -> sever(new Route(from, to))));
                    }
                }
            }
        }
        return this;
    }

    /**
     * Cuts all ways from and to a node.
     *
     * @param name the node
     * @return this
     */
    public synchronized ImpairedNetwork isolate(String name) {
        requireNode(name);
        Set<String> others = new LinkedHashSet<>(nodes.keySet());
        others.remove(name);
        return partition(Set.of(name), others);
    }

    private void sever(Route route) {
        severed.add(route);
        Relay relay = relays.get(route);
        if (relay != null) {
            relay.cut();
        }
    }

    /**
     * Goes back to the first conditions everywhere, as {@link Relay#restore} does.
     *
     * @return this
     */
    public synchronized ImpairedNetwork heal() {
        severed.clear();
        relays.values().forEach(Relay::restore);
        return this;
    }

    synchronized void heal(Route route) {
        severed.remove(route);
        Relay relay = relays.get(route);
        if (relay != null) {
            relay.restore();
        }
    }

    /**
     * The seed.
     *
     * @return what random decisions depend on
     */
    public long seed() {
        return seed;
    }

    /** Closes all relays. */
    @Override
    public synchronized void close() {
        closed = true;
        relays.values().forEach(Relay::close);
    }
}
