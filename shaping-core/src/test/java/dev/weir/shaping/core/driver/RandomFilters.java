package dev.weir.shaping.core.driver;

import static dev.weir.shaping.match.Matches.adapter;
import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.destination;
import static dev.weir.shaping.match.Matches.destinationPorts;
import static dev.weir.shaping.match.Matches.etherType;
import static dev.weir.shaping.match.Matches.incoming;
import static dev.weir.shaping.match.Matches.local;
import static dev.weir.shaping.match.Matches.localPorts;
import static dev.weir.shaping.match.Matches.mac;
import static dev.weir.shaping.match.Matches.outgoing;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.remotePorts;
import static dev.weir.shaping.match.Matches.source;
import static dev.weir.shaping.match.Matches.sourcePorts;
import static dev.weir.shaping.match.Matches.time;
import static dev.weir.shaping.match.Matches.ttl;
import static dev.weir.shaping.match.Matches.where;

import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterAction;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.match.Match;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/** An endless, repeatable sequence of conditions and lists of filters on the world of {@link RandomPackets}. */
final class RandomFilters {
    private static final List<String> PROTOCOLS =
            List.of("TCP", "UDP", "TCP+UDP", "ICMP", "SCTP", "70", "IP", "ICMPV6", "44");

    private final SplittableRandom random;

    RandomFilters(long seed) {
        random = new SplittableRandom(seed);
    }

    FilterSet list() {
        FilterSet set = FilterSet.empty();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            FilterAction action = FilterAction.values()[random.nextInt(3)];
            set = set.with(new Filter("filter " + i, match(2), action, 0, random.nextInt(8) > 0));
        }
        return set;
    }

    Match match(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(6)) {
            case 0, 1 -> leaf();
            case 2, 3, 4 -> both(match(depth - 1), match(depth - 1));
            default ->
                random.nextBoolean()
                        ? match(depth - 1).or(match(depth - 1))
                        : match(depth - 1).not();
        };
    }

    /** Some pairs contradict each other, and may not be asked for together. */
    private static Match both(Match one, Match other) {
        try {
            return one.and(other);
        } catch (IllegalArgumentException e) {
            return one;
        }
    }

    private Match leaf() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> source(addresses());
            case 3, 4, 5 -> destination(addresses());
            case 6 -> local(addresses());
            case 7 -> remote(addresses());
            case 8 -> sourcePorts(ports());
            case 9 -> destinationPorts(ports());
            case 10 -> random.nextBoolean() ? localPorts(ports()) : remotePorts(ports());
            case 11, 12 -> protocol(PROTOCOLS.get(random.nextInt(PROTOCOLS.size())));
            case 13 -> random.nextBoolean() ? outgoing() : incoming();
            case 14 -> etherType(random.nextBoolean() ? "ARP" : "0x0800, 0x88CC");
            case 15 -> random.nextBoolean() ? mac("020000000001") : source("02:00:00:00:00:01-02:00:00:00:00:02");
            case 16 -> adapter(random.nextInt(3));
            case 17 -> random.nextBoolean() ? time(0, 60) : time(60, 120);
            case 18 -> random.nextBoolean() ? ttl("64") : where((packet, context) -> packet.length() % 2 == 0);
            default -> any();
        };
    }

    private String addresses() {
        StringJoiner list = new StringJoiner(", ");
        for (int i = random.nextInt(200) == 0 ? 300 : random.nextInt(1, 4); i > 0; i--) {
            list.add(random.nextInt(4) == 0 ? ipv6() : ipv4());
        }
        return list.toString();
    }

    private String ipv4() {
        String from = "10." + random.nextInt(4) + "." + random.nextInt(2) + "." + random.nextInt(8);
        return switch (random.nextInt(5)) {
            case 0 -> from;
            case 1 -> from + "-10.3.1." + random.nextInt(8, 20);
            case 2 -> "10." + random.nextInt(4) + ".0.0/16";
            case 3 -> "10.0.0.0/" + random.nextInt(8, 20);
            default -> from + "/255." + random.nextInt(256) + ".1." + random.nextInt(8);
        };
    }

    private String ipv6() {
        String from = "2001:db8:0:" + random.nextInt(2) + "::" + random.nextInt(8);
        return switch (random.nextInt(4)) {
            case 0 -> from;
            case 1 -> from + "-2001:db8:0:1::" + random.nextInt(8, 20);
            case 2 -> "2001:db8::/" + random.nextInt(32, 65);
            default -> from + "/ffff:ffff:0:ffff::" + random.nextInt(8);
        };
    }

    private String ports() {
        int from = random.nextInt(16);
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(from);
            case 1 -> from + "-" + random.nextInt(from, 17);
            case 2 -> "0-65535";
            default -> "1, 3, 5, 7-" + random.nextInt(7, 16);
        };
    }
}
