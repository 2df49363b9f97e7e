package dev.weir.examples;

import static dev.weir.shaping.Priorities.bind;
import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Country;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.core.Frame;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.lookup.ProtocolDetector;
import dev.weir.shaping.lookup.VpnStatusProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each published rule, and each corrected one, answers for which packet. The second byte of an address is its country, the local port its program. */
class PublishedRulesTest {
    private static final GeoResolver PLACES = address -> switch (address.bytes()[1]) {
        case 1 -> GeoLocation.of(Country.parse("UK"));
        case 2 -> GeoLocation.of(Country.US);
        case 3 -> GeoLocation.of(Country.CN);
        case 4 -> GeoLocation.of(Country.DE);
        default -> null;
    };
    private static final String GB = "100.1.0.1";
    private static final String US = "100.2.0.1";
    private static final String CN = "100.3.0.1";
    private static final String DE = "100.4.0.1";
    private static final String NOWHERE = "100.9.0.1";
    private static final String LOCAL = "10.0.0.2";
    private static final int VPN_APP = 5_001;
    private static final int BIND_APP = 5_002;
    private static final int ALLOWED = 5_003;
    private static final int OTHER = 5_004;
    private static final ProcessResolver PROGRAMS = connection -> switch (connection.localPort()) {
        case VPN_APP -> new ProcessInfo(1, "C:\\Apps\\vpn_app.exe", "", "");
        case BIND_APP -> new ProcessInfo(2, "C:\\Apps\\bind_app.exe", "", "");
        case ALLOWED -> new ProcessInfo(3, "/opt/allowed_process.exe", "", "");
        case OTHER -> new ProcessInfo(4, "/opt/x.exe", "", "");
        default -> null;
    };

    private final List<DynamicTest> tests = new ArrayList<>();
    private String time = "12:00";
    private VpnStatus.State vpn = VpnStatus.State.DISCONNECTED;

    private static Frame in(String remote) {
        return Packets.tcp(remote, 0, LOCAL, 0).incoming();
    }

    private static Frame out(String remote) {
        return Packets.tcp(LOCAL, 0, remote, 0).outgoing();
    }

    private static Frame of(int program) {
        return Packets.tcp(LOCAL, program, NOWHERE, 443).outgoing();
    }

    private static Frame udp(int localPort, int remotePort) {
        return Packets.udp(NOWHERE, remotePort, LOCAL, localPort).incoming();
    }

    private static Frame tcp(int localPort, int remotePort) {
        return Packets.tcp(NOWHERE, remotePort, LOCAL, localPort).incoming();
    }

    private static Frame arp() {
        return Packets.arp(LOCAL, NOWHERE).outgoing();
    }

    private void test(String name, Rule rule, Priority expected, Frame... frames) {
        Instant start = Instant.parse("2026-07-01T" + time + ":00Z");
        VpnStatus.State state = vpn;
        for (Frame frame : frames) {
            String title = name + ", " + time + ", vpn " + state + ": " + frame;
            tests.add(DynamicTest.dynamicTest(
                    title, () -> assertThat(answer(rule, frame, start, state)).isEqualTo(expected)));
        }
    }

    private static Priority answer(Rule rule, Frame frame, Instant start, VpnStatus.State vpn) {
        List<Priority> answers = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("example", (packet, context) -> {
                    Priority answer = rule.evaluate(packet, context);
                    answers.add(answer);
                    return answer;
                })
                .lookup(PLACES)
                .lookup(PROGRAMS)
                .lookup((ProtocolDetector) packet -> packet.remotePort() == 7_000 ? "bittorrent" : null)
                .lookup((VpnStatusProvider) () -> new VpnStatus(vpn, "nuremberg", "10.8.0.2", false))
                .build()
                .simulate()
                .startingAt(start);
        simulation.offer(frame);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.rules().get(0).errors()).isZero();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    @TestFactory
    Stream<DynamicTest> by_country() {
        test("E00", PublishedRules.E00, block(), in(GB), out(GB));
        test("E00", PublishedRules.E00, high(), in(US));
        test("E00", PublishedRules.E00, limit(100_000), out(US), out(NOWHERE));
        test("E01", PublishedRules.E01, high(), in(US));
        test("E01", PublishedRules.E01, pass(), out(US), in(DE), in(NOWHERE), arp());
        test("E02", PublishedRules.E02, limit(50_000), out(CN));
        test("E02", PublishedRules.E02, pass(), in(CN), out(US));
        test("E10", PublishedRules.E10, dscp(43), in(US));
        test("E10", PublishedRules.E10, pass(), out(US), in(DE), arp());
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> by_ports_and_addresses() {
        test("E03", PublishedRules.E03, block(), udp(1, 6_881), udp(1, 6_882));
        test("E03", PublishedRules.E03, pass(), udp(1, 6_883), tcp(1, 6_881), udp(6_881, 1), udp(1, 7_000));
        test("corrected E03", CorrectedRules.E03, block(), udp(1, 6_889), tcp(1, 6_881), udp(6_882, 1), udp(1, 7_000));
        test("corrected E03", CorrectedRules.E03, pass(), udp(1, 6_890), tcp(6_880, 443), arp());
        test("E06", PublishedRules.E06, block(), in("13.107.42.12"), out("40.90.189.100"));
        test("E06", PublishedRules.E06, pass(), in("13.107.42.13"), arp());
        test(
                "E06",
                PublishedRules.E06,
                pass(),
                Packets.tcp("2001:db8::1", 1, "2001:db8::2", 2).incoming());
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> by_the_time_of_day() {
        for (String peak : List.of("18:00", "21:59")) {
            time = peak;
            test("E04", PublishedRules.E04, delay(200), in(US));
            test("corrected E04", CorrectedRules.E04, delay(200), in(US));
        }
        for (String late : List.of("22:00", "22:59")) {
            time = late;
            test("E04", PublishedRules.E04, delay(200), in(US));
            test("corrected E04", CorrectedRules.E04, pass(), in(US));
        }
        for (String quiet : List.of("17:59", "23:00")) {
            time = quiet;
            test("E04", PublishedRules.E04, pass(), in(US));
            test("corrected E04", CorrectedRules.E04, pass(), in(US));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> by_the_vpn() {
        for (VpnStatus.State state : VpnStatus.State.values()) {
            vpn = state;
            boolean up = state == VpnStatus.State.CONNECTED || state == VpnStatus.State.CONNECTING;
            test("E05", PublishedRules.E05, up ? high() : block(), of(VPN_APP));
            test("E05", PublishedRules.E05, block(), of(OTHER), arp());
            test("corrected E05", CorrectedRules.E05, up ? high() : block(), of(VPN_APP));
            test("corrected E05", CorrectedRules.E05, pass(), of(OTHER), arp());
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> by_program() {
        test("E07", PublishedRules.E07, bind("48E7DA0DC4C9"), of(BIND_APP));
        test("E07", PublishedRules.E07, pass(), of(OTHER), arp());
        test("corrected E07", CorrectedRules.E07, block(), of(BIND_APP));
        test("corrected E07", CorrectedRules.E07, pass(), tcp(BIND_APP, 443), of(OTHER));
        Frame ping = Packets.icmpEcho(LOCAL, NOWHERE).outgoing();
        Frame ping6 = Packets.icmpEcho("2001:db8::2", "2001:db8::1").outgoing();
        for (Rule rule : List.of(PublishedRules.E08, CorrectedRules.E08)) {
            test("E08", rule, pass(), of(ALLOWED), arp(), ping, udp(9, 53), udp(9, 137), udp(9, 5_355));
            test("E08", rule, block(), of(OTHER), tcp(9, 53), udp(53, 9));
        }
        test("E08", PublishedRules.E08, block(), ping6, udp(68, 67), udp(546, 547));
        test("corrected E08", CorrectedRules.E08, pass(), ping6, udp(68, 67), udp(546, 547), udp(5_353, 5_353));
        test("E09", PublishedRules.E09, pass(), of(OTHER), arp());
        return tests.stream();
    }
}
