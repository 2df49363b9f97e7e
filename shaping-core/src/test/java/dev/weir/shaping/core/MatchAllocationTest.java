package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.match.Matches.adapter;
import static dev.weir.shaping.match.Matches.adapterName;
import static dev.weir.shaping.match.Matches.adapterType;
import static dev.weir.shaping.match.Matches.application;
import static dev.weir.shaping.match.Matches.blockList;
import static dev.weir.shaping.match.Matches.commandLine;
import static dev.weir.shaping.match.Matches.countries;
import static dev.weir.shaping.match.Matches.daysOfMonth;
import static dev.weir.shaping.match.Matches.daysOfWeek;
import static dev.weir.shaping.match.Matches.dscp;
import static dev.weir.shaping.match.Matches.filter;
import static dev.weir.shaping.match.Matches.host;
import static dev.weir.shaping.match.Matches.incoming;
import static dev.weir.shaping.match.Matches.ipHeader;
import static dev.weir.shaping.match.Matches.mac;
import static dev.weir.shaping.match.Matches.months;
import static dev.weir.shaping.match.Matches.pids;
import static dev.weir.shaping.match.Matches.process;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.remotePorts;
import static dev.weir.shaping.match.Matches.ssid;
import static dev.weir.shaping.match.Matches.time;
import static dev.weir.shaping.match.Matches.ttl;
import static dev.weir.shaping.match.Matches.url;
import static dev.weir.shaping.match.Matches.user;
import static dev.weir.shaping.match.TrafficCondition.moreThan;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Country;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Rule;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.HostNameResolver;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.lookup.ProtocolDetector;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.HeaderField;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Schedule;
import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatchAllocationTest {
    private static final int ROUNDS = 20_000;

    /** Conditions of all kinds, none of which holds, so that each is asked to its end. */
    private static final List<Match> CONDITIONS = List.of(
            incoming(),
            remote("10.0.0.0/8, 1.2.3.4/255.0.0.255, 2001:db8::/32"),
            remote("@nobody, Local host, @nested"),
            protocol("tcp+arp+ip").and(incoming()),
            remotePorts("80, 8000-8100"),
            process("a*, /b/*"),
            commandLine("--x*y"),
            pids("1-5"),
            user("root, DOMAIN\\user"),
            adapter(7),
            adapterName("eth7"),
            adapterType(AdapterType.LAN, AdapterType.WAN),
            ssid("none"),
            countries("US, UK"),
            mac("02:00:00:00:00:0a-02:00:00:00:00:0f"),
            application("tls"),
            host("*.example.org"),
            url("example.com/news"),
            filter("1-9"),
            blockList(BlockList.of(new UUID(0, 1), "none", List.of())),
            dscp("46"),
            ttl("0-5"),
            ipHeader(HeaderField.MORE_FRAGMENTS, "1"),
            ipHeader(8, 2, 0xFF00, 0),
            time(60, 120),
            daysOfWeek(DayOfWeek.MONDAY),
            daysOfMonth(31),
            months(Month.DECEMBER, Month.MAY),
            Schedule.of("never", "thu 10:00-11:00").except(LocalDate.of(1970, 1, 1)),
            Schedule.of("holiday", "mon-sun").except(LocalDate.of(1970, 1, 1)),
            moreThan(DataSize.ofBytes(1))
                    .inLast(3, ChronoUnit.MONTHS)
                    .and(moreThan(DataSize.ofBytes(1)).inLast(10, ChronoUnit.MINUTES)));

    @Test
    void allocates_nothing_once_a_flow_is_known() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] allocated = new long[CONDITIONS.size()];
        Shaper shaper = shaper((packet, context) -> {
            for (int i = 0; i < allocated.length; i++) {
                Match match = CONDITIONS.get(i);
                boolean found = match.matches(packet, context);
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int round = 0; round < ROUNDS; round++) {
                    found |= match.matches(packet, context);
                }
                allocated[i] = threads.getCurrentThreadAllocatedBytes() - before;
                assertThat(found).as("%s", match).isFalse();
            }
            return block();
        });
        Simulation simulation = shaper.simulate();
        simulation.offer(
                Packets.udp("10.9.0.2", 5000, "192.0.2.7", 443).payload(100).outgoing());
        assertThat(simulation.runToIdle().rules().get(0).packetsIn()).isEqualTo(1);
        for (int i = 0; i < allocated.length; i++) {
            assertThat(allocated[i]).as("%s", CONDITIONS.get(i)).isLessThan(8_192);
        }
    }

    private static Shaper shaper(Rule rule) {
        ProcessResolver owner = connection -> new ProcessInfo(77, "/opt/game", "game --fast", "player");
        GeoResolver places = address -> GeoLocation.of(Country.FR);
        HostNameResolver names = address -> "www.example.com";
        ProtocolDetector protocols = packet -> "dns";
        return Shaper.builder()
                .lookup(owner)
                .lookup(places)
                .lookup(names)
                .lookup(protocols)
                .addressGroup(AddressGroup.of("nobody"))
                .addressGroup(AddressGroup.of("nested", "@nobody, example.org, Local host"))
                .rule("match", rule)
                .build();
    }

    /** So that a new kind is not forgotten. */
    @Test
    void knows_every_kind_of_condition() {
        List<String> tested = CONDITIONS.stream()
                .flatMap(MatchAllocationTest::parts)
                .map(match -> match.getClass().getSimpleName())
                .distinct()
                .toList();
        assertThat(Arrays.stream(Match.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .filteredOn(name -> !tested.contains(name))
                .containsExactlyInAnyOrder("Always", "Not", "Where");
    }

    private static Stream<Match> parts(Match match) {
        Stream<Match> parts = match instanceof AllOf all
                ? all.parts().stream()
                : match instanceof AnyOf any ? any.parts().stream() : Stream.of();
        return Stream.concat(Stream.of(match), parts.flatMap(MatchAllocationTest::parts));
    }
}
