package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.perDirection;
import static dev.weir.shaping.match.Matches.adapter;
import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.commandLine;
import static dev.weir.shaping.match.Matches.daysOfMonth;
import static dev.weir.shaping.match.Matches.daysOfWeek;
import static dev.weir.shaping.match.Matches.filter;
import static dev.weir.shaping.match.Matches.local;
import static dev.weir.shaping.match.Matches.localPorts;
import static dev.weir.shaping.match.Matches.months;
import static dev.weir.shaping.match.Matches.pids;
import static dev.weir.shaping.match.Matches.process;
import static dev.weir.shaping.match.Matches.protocol;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.remotePorts;
import static dev.weir.shaping.match.Matches.ssid;
import static dev.weir.shaping.match.Matches.time;
import static dev.weir.shaping.match.Matches.url;
import static dev.weir.shaping.match.Matches.user;
import static dev.weir.shaping.match.TrafficCondition.moreThan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.AdapterType;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Priority;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.lookup.HostAddressResolver;
import dev.weir.shaping.lookup.HostAddresses;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.lookup.WifiResolver;
import dev.weir.shaping.match.Match;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rule "rule test 1" of the published API with all its fields. Two of them can never hold there: protocol 54 has no ports, and the filter's id is larger than any.
 */
class PublishedRuleTest {
    private static final Priority HALVES = perDirection(high(), low());
    private static final Match PUBLISHED = adapter(54321)
            .and(process("skype.exe"))
            .and(commandLine("--debug"))
            .and(pids("9001"))
            .and(local("192.168.2.1"))
            .and(localPorts("8082"))
            .and(remote("skype.com"))
            .and(remotePorts("928"))
            .and(time(60, 360))
            .and(daysOfWeek(DayOfWeek.SUNDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY))
            .and(daysOfMonth(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31))
            .and(months(Month.FEBRUARY, Month.AUGUST, Month.SEPTEMBER, Month.DECEMBER))
            .and(moreThan(DataSize.ofBytes(192_727)).inLast(3, ChronoUnit.HOURS).sent())
            .and(url("http: \\netbalancer.com"))
            .and(ssid("23446"))
            .and(user("test_user"));

    private static final Map<String, Consumer<PublishedRuleTest>> OTHERWISE = new TreeMap<>(Map.ofEntries(
            Map.entry("adapter", test -> test.adapterId = 54322),
            Map.entry("process", test -> test.executable = "C:\\Program Files\\winamp.exe"),
            Map.entry("command line", test -> test.commandLine = "skype --trace"),
            Map.entry("process id", test -> test.pid = 9002),
            Map.entry("local address", test -> test.localIp = "192.168.2.2"),
            Map.entry("local port", test -> test.localPort = 8081),
            Map.entry("remote address", test -> test.remoteIp = "92.23.34.23"),
            Map.entry("remote port", test -> test.remotePort = 929),
            Map.entry("protocol", test -> test.rest = test.rest.and(protocol(6))),
            Map.entry("published protocol", test -> test.rest = filter("7").and(protocol(54))),
            Map.entry("published filter", test -> test.rest = protocol(17).and(filter("287628276287"))),
            Map.entry("before the time", test -> test.now = "2024-08-01T00:59:59Z"),
            Map.entry("after the time", test -> test.now = "2024-08-01T06:00:00Z"),
            Map.entry("day of the week", test -> test.now = "2024-08-03T01:00:00Z"),
            Map.entry("day of the month", test -> test.now = "2024-08-08T01:00:00Z"),
            Map.entry("month", test -> test.now = "2024-05-01T01:00:00Z"),
            Map.entry("condition", test -> test.packetsBefore = 2),
            Map.entry("url", test -> test.url = "http://example.com/"),
            Map.entry("ssid", test -> test.ssid = "23447"),
            Map.entry("user", test -> test.user = "root")));

    private int adapterId = 54321;
    private String executable = "C:\\Program Files\\skype.exe";
    private String commandLine = "skype --debug";
    private int pid = 9001;
    private String localIp = "192.168.2.1";
    private int localPort = 8082;
    private String remoteIp = "92.23.34.22";
    private int remotePort = 928;
    private Match rest = filter("7").and(protocol(17));
    private String now = "2024-08-01T01:00:00Z";
    private int packetsBefore = 4;
    private String url = "http://www.netbalancer.com/download";
    private String ssid = "23446";
    private String user = "test_user";

    private Simulation simulation() {
        ProcessResolver owner = connection -> new ProcessInfo(pid, executable, commandLine, user);
        HostAddressResolver hosts = host -> new HostAddresses(
                host.equals("skype.com") ? List.of(IpAddress.parse("92.23.34.22")) : List.of(), Duration.ofHours(1));
        WifiResolver networks = adapter -> ssid;
        return Shaper.builder()
                .filter(Filter.pipe("all", any()).id(7))
                .rule("rule test 1", PUBLISHED.and(rest), HALVES)
                .lookup(owner)
                .lookup(hosts)
                .lookup(networks)
                .lookup(new SeenUrl(url))
                .build()
                .simulate()
                .startingAt(Instant.parse(now));
    }

    private Frame upload() {
        return Packets.udp(localIp, localPort, remoteIp, remotePort)
                .length(50_000)
                .outgoing()
                .adapter(new Adapter(adapterId, "wlan0", AdapterType.WIFI));
    }

    private Frame download() {
        return Packets.udp(remoteIp, remotePort, localIp, localPort)
                .incoming()
                .adapter(new Adapter(adapterId, "wlan0", AdapterType.WIFI));
    }

    /** What decides an upload and a download after some uploads, and how. */
    private List<String> decisions() {
        DecisionLedger ledger = DecisionLedger.keepLast(2);
        Simulation simulation = simulation().ledger(ledger);
        for (int i = 0; i < packetsBefore; i++) {
            simulation.offer(upload());
        }
        simulation.offer(upload());
        simulation.offer(download());
        simulation.runToIdle();
        return ledger.lines().stream()
                .map(line -> line.replaceAll(".*\"rule\":\"([^\"]*)\",\"priority\":\"([^\"]*)\".*", "$1: $2"))
                .toList();
    }

    static List<String> fields() {
        return List.copyOf(OTHERWISE.keySet());
    }

    @Test
    void gives_uploads_and_downloads_their_halves_where_every_field_fits() {
        assertThat(decisions()).containsExactly("rule test 1: low", "rule test 1: high");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void does_not_match_where_one_field_does_not_fit(String field) {
        Objects.requireNonNull(OTHERWISE.get(field)).accept(this);
        assertThat(decisions()).hasSize(2).noneMatch(decision -> decision.startsWith("rule test 1"));
    }

    @Test
    void never_matches_a_packet_of_the_published_protocol() {
        rest = filter("7").and(protocol(54));
        Simulation simulation = simulation();
        for (int i = 0; i < 6; i++) {
            simulation.offer(Packets.ip(localIp, remoteIp, 54)
                    .length(50_000)
                    .outgoing()
                    .adapter(new Adapter(adapterId, "wlan0", AdapterType.WIFI)));
        }
        assertThat(simulation.report().rules().get(0).packetsIn()).isZero();
    }
}
