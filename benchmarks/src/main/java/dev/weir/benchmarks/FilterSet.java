package dev.weir.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Filters in the shapes of access lists ({@code acl1} to {@code acl5}), firewalls ({@code fw1} to {@code fw5}) and chains of Linux ({@code ipc1}, {@code
 * ipc2}), and packets for them.
 *
 * <p>The shapes follow what is published about ClassBench (Taylor, Turner: ClassBench, a packet classification benchmark, INFOCOM 2005): which prefix lengths meet,
 * how addresses nest, the five classes of port ranges, the protocols. The more specific filters come first. The same shape, size and seed give the same
 * filters everywhere.
 */
final class FilterSet {
    private static final int[] PORTS = {
        80, 443, 53, 25, 22, 123, 161, 21, 23, 110, 143, 389, 445, 1433, 1521, 3306, 3389, 5060, 5432, 8080
    };
    private final SplittableRandom random;
    private final FilterShape shape;
    private final List<Prefixes> drawn = new ArrayList<>();

    private record Prefixes(int source, int sourceLength, int destination, int destinationLength) {}

    private FilterSet(FilterShape shape, long seed) {
        this.shape = shape;
        this.random = new SplittableRandom(seed);
    }

    /**
     * One filter: prefixes of IPv4 addresses, ranges of ports with both ends included, a protocol or -1 for any.
     */
    record Filter(
            int source,
            int sourceLength,
            int destination,
            int destinationLength,
            int sourceFrom,
            int sourceTo,
            int destinationFrom,
            int destinationTo,
            int protocol) {
        int specificity() {
            return sourceLength + destinationLength;
        }
    }

    /** One packet. */
    record Header(int source, int destination, int sourcePort, int destinationPort, int protocol) {}

    static List<Filter> of(FilterShape shape, int count, long seed) {
        FilterSet set = new FilterSet(shape, seed);
        Set<Filter> filters = new LinkedHashSet<>();
        for (int tries = 0; filters.size() < count && tries < 20 * count; tries++) {
            filters.add(set.filter());
        }
        List<Filter> sorted = new ArrayList<>(filters);
        sorted.sort(Comparator.comparingInt(Filter::specificity).reversed());
        return Collections.unmodifiableList(sorted);
    }

    /** Packets of filters that are drawn evenly. */
    static List<Header> headers(List<Filter> filters, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Filter filter = filters.get(random.nextInt(filters.size()));
            headers.add(new Header(
                    filter.source | free(filter.sourceLength, random),
                    filter.destination | free(filter.destinationLength, random),
                    random.nextInt(filter.sourceFrom, filter.sourceTo + 1),
                    random.nextInt(filter.destinationFrom, filter.destinationTo + 1),
                    filter.protocol < 0 ? random.nextInt(256) : filter.protocol));
        }
        return headers;
    }

    private static int free(int length, SplittableRandom random) {
        return length == 32 ? 0 : random.nextInt() >>> length;
    }

    private Filter filter() {
        if (drawn.isEmpty() || random.nextInt(100) >= shape.repeats()) {
            int sourceLength = shape.source().draw(random);
            int destinationLength = shape.destination().draw(random);
            drawn.add(new Prefixes(
                    address(sourceLength, shape.source().branching(), 1),
                    sourceLength,
                    address(destinationLength, shape.destination().branching(), 2),
                    destinationLength));
            return of(drawn.get(drawn.size() - 1));
        }
        return of(drawn.get(random.nextInt(drawn.size())));
    }

    private Filter of(Prefixes prefixes) {
        int[] from = shape.sourcePorts().draw(random, PORTS);
        int[] to = shape.destinationPorts().draw(random, PORTS);
        return new Filter(
                prefixes.source,
                prefixes.sourceLength,
                prefixes.destination,
                prefixes.destinationLength,
                from[0],
                from[1],
                to[0],
                to[1],
                shape.protocol(random));
    }

    /** An address whose bits are drawn one by one. After some prefixes both bits occur, after the others only one, so that prefixes come again and nest. */
    private int address(int length, double branching, int field) {
        int bits = 0;
        long node = field * 0x9E37_79B9_7F4A_7C15L;
        for (int depth = 0; depth < length; depth++) {
            node = (node ^ node >>> 29) * 0xBF58_476D_1CE4_E5B9L + depth;
            node ^= node >>> 32;
            int bit = (int) node & 1;
            if ((node >>> 8 & 0xFFFF) < branching * 0x1_0000 && random.nextInt(100) < (node >>> 24 & 0xFF) % 50) {
                bit = 1 - bit;
            }
            node += bit * 0xD6E8_FEB8_6659_FD93L;
            bits = bits << 1 | bit;
        }
        return length == 0 ? 0 : bits << 32 - length;
    }
}
