package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Priorities.perDirection;
import static dev.weir.shaping.Priorities.quota;
import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.blockList;
import static dev.weir.shaping.match.Matches.countries;
import static dev.weir.shaping.match.Matches.daysOfWeek;
import static dev.weir.shaping.match.Matches.destination;
import static dev.weir.shaping.match.Matches.destinationPorts;
import static dev.weir.shaping.match.Matches.etherType;
import static dev.weir.shaping.match.Matches.incoming;
import static dev.weir.shaping.match.Matches.local;
import static dev.weir.shaping.match.Matches.localPorts;
import static dev.weir.shaping.match.Matches.outgoing;
import static dev.weir.shaping.match.Matches.process;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.remotePorts;
import static dev.weir.shaping.match.Matches.source;
import static dev.weir.shaping.match.Matches.sourcePorts;
import static dev.weir.shaping.match.Matches.time;
import static dev.weir.shaping.match.Matches.ttl;
import static dev.weir.shaping.match.Matches.where;
import static dev.weir.shaping.match.TrafficCondition.moreThan;

import dev.weir.shaping.Country;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.Match;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules of all kinds that overlap much, and packets for them. What predicates, lambdas and look-ups were called is noted. */
final class RandomRules {
    private static final List<String> ADDRESSES = List.of(
            "10.0.0.2",
            "10.0.0.3",
            "10.0.1.2",
            "10.128.0.2",
            "192.0.2.7",
            "192.0.2.8",
            "203.0.113.9",
            "0.0.0.0",
            "255.255.255.255");
    private static final List<String> WIDE_ADDRESSES =
            List.of("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "fe80::1", "::", "ffff::ffff");
    private static final List<String> SETS = List.of(
            "10.0.0.0/8",
            "10.0.0.0/24",
            "10.0.0.2",
            "10.0.0.3 - 10.0.1.2",
            "192.0.2.0/24, 203.0.113.9",
            "0.0.0.0/0",
            "10.0.0.2/255.0.0.255",
            "2001:db8::/32",
            "2001:db8::1",
            "2001:db8::2 - 2001:db8:0:1::7",
            "::/0, 10.0.0.0/9",
            "0.0.0.0 - 9.255.255.255, 192.0.2.8",
            "fe80::/10, ::",
            "::5 - ffff::1",
            "255.255.255.255, ffff::/16");
    /** More ranges than a classifier takes. */
    private static final String MANY = IntStream.range(0, 100)
            .mapToObj(i -> "10.0." + i + ".2, 2001:db8:" + i + "::1")
            .collect(Collectors.joining(", "));

    private static final BlockList LISTED = BlockList.of(
            new UUID(1, 2),
            "listed",
            AddressSet.parse("10.0.0.3, 192.0.2.8, 2001:db8::2").ranges());
    private static final List<String> PORTS = List.of(
            "443", "80, 443", "8000-8100", "1024-65535", "0", "0-1023", "65535", "53, 8050, 50000-60000", "0-65535");
    private static final int[] NUMBERS = {443, 80, 53, 8000, 8050, 8101, 0, 65_535, 1023, 1024, 50_000};

    private final Random random;
    private final List<String> calls;
    private int names;

    RandomRules(Random random, List<String> calls) {
        this.random = random;
        this.calls = calls;
    }

    private <T> T oneOf(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    RuleSet list(int count) {
        List<RuleEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry());
        }
        return RuleSet.of(entries);
    }

    private RuleEntry entry() {
        String name = "rule " + names++;
        return new RuleEntry(name, rule(name), random.nextInt(10) > 0);
    }

    private Rule rule(String name) {
        Priority priority = priority();
        if (random.nextInt(6) > 0) {
            return match(random.nextInt(3), name).then(priority);
        }
        int period = 1 + random.nextInt(3);
        return (packet, context) -> {
            calls.add(name);
            long call = context.increment("calls");
            if (call % 7 == 6) {
                throw new IllegalStateException("now and then");
            }
            return call % period > 0 ? pass() : call % 5 == 0 && !packet.incoming() ? null : priority;
        };
    }

    /** The list with an entry gone, one new, and one moved. */
    RuleSet edited(RuleSet set) {
        List<RuleEntry> entries = new ArrayList<>(set.entries());
        entries.remove(random.nextInt(entries.size()));
        entries.add(random.nextInt(entries.size() + 1), entry());
        entries.add(entries.remove(random.nextInt(entries.size())));
        return RuleSet.of(entries);
    }

    private Priority priority() {
        return switch (random.nextInt(12)) {
            case 0 -> block();
            case 1 -> low();
            case 2 -> limit(20_000);
            case 3 -> drop(0.3);
            case 4 -> dscp(10);
            case 5 -> pass().dscp(Dscp.of(12 + random.nextInt(4)));
            case 6 -> perDirection(pass(), high());
            case 7 -> perDirection(normal(), pass());
            case 8 -> quota(Quota.of("2 kB").thenSuspend());
            case 9 -> limit(50_000).perConnection();
            case 10 -> pass();
            default -> ignore();
        };
    }

    private Match match(int depth, String name) {
        if (depth == 0) {
            return leaf(name);
        }
        Match left = match(random.nextInt(depth), name);
        return switch (random.nextInt(5)) {
            case 0 -> left.not();
            case 1 -> left.or(match(random.nextInt(depth), name));
            default -> both(left, match(depth - 1, name));
        };
    }

    private static Match both(Match left, Match right) {
        try {
            return left.and(right);
        } catch (IllegalArgumentException e) {
            return left.or(right);
        }
    }

    private Match leaf(String name) {
        return switch (random.nextInt(25)) {
            case 0 -> any();
            case 1 -> incoming();
            case 2 -> outgoing();
            case 3, 4 -> remote(oneOf(SETS));
            case 5 -> random.nextInt(4) == 0 ? remote(MANY) : local(oneOf(SETS));
            case 6 -> source(oneOf(SETS));
            case 7 -> destination(oneOf(SETS));
            case 8, 9 -> remotePorts(oneOf(PORTS));
            case 10 -> localPorts(oneOf(PORTS));
            case 11 -> sourcePorts(oneOf(PORTS));
            case 12 -> destinationPorts(oneOf(PORTS));
            case 13 -> protocol(oneOf(List.of("tcp", "udp", "tcp+udp", "icmp", "ip", "arp", "gre")));
            case 14 -> process(oneOf(List.of("game*", "/opt/a")));
            case 15 -> time(LocalTime.of(0, 0), LocalTime.of(0, 10));
            case 16 -> daysOfWeek(DayOfWeek.THURSDAY);
            case 17 -> ttl("0-100");
            case 18 -> etherType("IPv6");
            case 19 -> countries(Country.US);
            case 20 -> moreThan(DataSize.ofBytes(200)).inLast(1, ChronoUnit.MINUTES);
            case 21, 22 -> moreThan(DataSize.ofBytes(random.nextInt(2_000))).inLast(1, ChronoUnit.HOURS);
            case 23 -> blockList(LISTED);
            default ->
                where((packet, context) -> {
                    calls.add(name + " where");
                    return packet.dscp() == 12 || packet.dstPort() % 3 == 0;
                });
        };
    }

    ProcessResolver processes() {
        return connection -> {
            calls.add("process of " + connection);
            if (connection.remotePort() == 80) {
                throw new IllegalStateException("fails");
            }
            return connection.localPort() % 2 == 0 ? null : new ProcessInfo(7, "/opt/game", "", "");
        };
    }

    GeoResolver places() {
        return address -> {
            calls.add("place of " + address);
            return new GeoLocation((address.low() & 1) == 0 ? Country.US : Country.DE, 0, 0, false);
        };
    }

    Frame frame() {
        List<String> addresses = random.nextInt(4) == 0 ? WIDE_ADDRESSES : ADDRESSES;
        String source = oneOf(addresses);
        String destination = oneOf(addresses);
        int sourcePort = NUMBERS[random.nextInt(NUMBERS.length)];
        int destinationPort = NUMBERS[random.nextInt(NUMBERS.length)];
        PacketBuilder builder =
                switch (random.nextInt(8)) {
                    case 0 -> Packets.arp("10.0.0.2", "10.0.0.3");
                    case 1 -> Packets.icmpEcho(source, destination);
                    case 2, 3 -> Packets.tcp(source, sourcePort, destination, destinationPort);
                    case 4 -> Packets.ip(source, destination, 17).payload(2);
                    case 5 -> Packets.udp(source, 0, destination, 0);
                    default -> Packets.udp(source, sourcePort, destination, destinationPort);
                };
        return random.nextBoolean() ? builder.outgoing() : builder.incoming();
    }
}
