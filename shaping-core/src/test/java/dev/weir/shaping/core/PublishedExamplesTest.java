package dev.weir.shaping.core;

import static dev.weir.shaping.IpProtocols.UDP;
import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Country;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Rule;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published example rules decide what their table says. The second byte of an address stands for its country. */
class PublishedExamplesTest {
    private static final GeoResolver PLACES = address -> switch (address.bytes()[1]) {
        case 1 -> GeoLocation.of(Country.GB);
        case 2 -> GeoLocation.of(Country.US);
        case 3 -> GeoLocation.of(Country.CN);
        default -> null;
    };
    private static final String GB = "100.1.0.1";
    private static final String US = "100.2.0.1";
    private static final String CN = "100.3.0.1";
    private static final String NOWHERE = "100.9.0.1";

    private static Frame in(String remote) {
        return Packets.tcp(remote, 0, "10.0.0.2", 0).length(1_000).incoming();
    }

    private static Frame out(String remote) {
        return Packets.tcp("10.0.0.2", 0, remote, 0).length(1_000).outgoing();
    }

    /** What the rule made of a packet: its priority, or pass. */
    private static String verdict(Rule rule, Frame frame) {
        DecisionLedger ledger = DecisionLedger.keepLast(1);
        Simulation simulation = Shaper.builder()
                .rule("example", rule)
                .lookup(PLACES)
                .build()
                .simulate()
                .ledger(ledger);
        simulation.offer(frame);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.rules().get(0).errors()).isZero();
        LedgerLine line = LedgerLine.all(ledger).get(0);
        return line.rule().equals("example") ? line.priority() : "pass";
    }

    private static long delivered(Rule rule, Frame frame, int seconds) {
        Simulation simulation =
                Shaper.builder().rule("example", rule).lookup(PLACES).build().simulate();
        simulation.every(ofMillis(1), seconds * 1_000L, () -> frame).run(ofSeconds(seconds));
        return simulation.report().outgoing().bytesOut();
    }

    private static final Rule E00 = (packet, context) -> {
        if (packet.country() == Country.GB) {
            return block();
        }
        return packet.incoming() ? high() : limit(100_000);
    };

    @Test
    void example_0_blocks_prefers_and_limits() {
        assertThat(verdict(E00, in(GB))).isEqualTo("blocked");
        assertThat(verdict(E00, out(GB))).isEqualTo("blocked");
        assertThat(verdict(E00, in(US))).isEqualTo("high");
        assertThat(verdict(E00, out(US))).isEqualTo("limited(limit=800 kbit/s)");
        assertThat(verdict(E00, out(NOWHERE))).isEqualTo("limited(limit=800 kbit/s)");
        assertThat(delivered(E00, out(US), 5)).isBetween(500_000L, 500_000L + 1_514 + 1_000);
    }

    private static final Rule E02 =
            (packet, context) -> packet.country() == Country.CN && packet.outgoing() ? limit(50_000) : pass();

    @Test
    void example_2_limits_uploads_to_a_country() {
        assertThat(verdict(E02, out(CN))).isEqualTo("limited(limit=400 kbit/s)");
        assertThat(verdict(E02, in(CN))).isEqualTo("pass");
        assertThat(verdict(E02, out(NOWHERE))).isEqualTo("pass");
        assertThat(delivered(E02, out(CN), 10)).isBetween(500_000L, 500_000L + 1_514 + 1_000);
    }

    private static final Rule E03 = (packet, context) ->
            packet.ipProto() == UDP && (packet.remotePort() == 6881 || packet.remotePort() == 6882) ? block() : pass();

    @Test
    void example_3_blocks_ports() {
        assertThat(verdict(E03, Packets.udp(US, 6881, "10.0.0.2", 1).incoming()))
                .isEqualTo("blocked");
        assertThat(verdict(E03, Packets.udp(US, 6882, "10.0.0.2", 1).incoming()))
                .isEqualTo("blocked");
        assertThat(verdict(E03, Packets.udp(US, 6883, "10.0.0.2", 1).incoming()))
                .isEqualTo("pass");
        assertThat(verdict(E03, Packets.tcp(US, 6881, "10.0.0.2", 1).incoming()))
                .isEqualTo("pass");
        assertThat(verdict(E03, Packets.udp(US, 1, "10.0.0.2", 6881).incoming()))
                .isEqualTo("pass");
    }

    private static final IpAddress TELEMETRY_1 = IpAddress.parse("13.107.42.12");
    private static final IpAddress TELEMETRY_2 = IpAddress.parse("40.90.189.100");
    private static final Rule E06 = (packet, context) ->
            TELEMETRY_1.equals(packet.remoteIp()) || TELEMETRY_2.equals(packet.remoteIp()) ? block() : pass();

    @Test
    void example_6_blocks_addresses() {
        assertThat(verdict(E06, in("13.107.42.12"))).isEqualTo("blocked");
        assertThat(verdict(E06, out("40.90.189.100"))).isEqualTo("blocked");
        assertThat(verdict(E06, in("13.107.42.13"))).isEqualTo("pass");
        assertThat(verdict(E06, Packets.arp("13.107.42.12", "10.0.0.2").incoming()))
                .isEqualTo("pass");
        assertThat(verdict(E06, Packets.udp("2001:db8::1", 1, "2001:db8::2", 2).incoming()))
                .isEqualTo("pass");
    }

    private static @Nullable ProcessInfo owner(int port) {
        return port == 5000 ? new ProcessInfo(1, "/opt/example_app.exe", "", "") : null;
    }

    @Test
    void example_9_drops_every_fifth_packet_of_a_program() {
        ProcessResolver processes = connection -> owner(connection.localPort());
        Rule fifth = (packet, context) -> {
            if (!packet.exeName().toLowerCase(Locale.ROOT).equals("example_app.exe")) {
                return pass();
            }
            Object n = context.updateTag(tag -> tag == null ? 1 : (int) tag + 1);
            return n instanceof Integer count && count % 5 == 0 ? drop(1.0) : pass();
        };
        List<Long> released = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("fifth", fifth)
                .lookup(processes)
                .build()
                .simulate()
                .onRelease(packet -> released.add(packet.number()));
        for (int i = 0; i < 30; i++) {
            simulation.offer(Packets.udp("10.0.0.2", 5_000 + i % 2, US, 443).outgoing());
        }
        assertThat(released).hasSize(27).doesNotContain(9L, 19L, 29L);
    }

    private static final Rule E10 = (packet, context) ->
            packet.country() == Country.US && packet.incoming() ? dscp(5, false, true, true) : pass();

    private static byte[] released(Frame frame) {
        byte[][] bytes = new byte[1][];
        Simulation simulation = Shaper.builder()
                .rule("example", E10)
                .lookup((GeoResolver) address -> GeoLocation.of(Country.US))
                .build()
                .simulate()
                .onRelease(packet -> bytes[0] = packet.copyBytes());
        simulation.offer(frame);
        return bytes[0];
    }

    @Test
    void example_10_marks_packets() {
        Frame frame = Packets.tcp(US, 1, "10.0.0.2", 2).ecn(2).incoming();
        Frame marked =
                Packets.tcp(US, 1, "10.0.0.2", 2).dscp(Dscp.of(43)).ecn(2).incoming();
        assertThat(released(frame)).isEqualTo(marked.bytes());
        assertThat(released(frame)[15] & 0xFF).isEqualTo(0xAE);
        Frame v6 = Packets.tcp("2001:db8::1", 1, "2001:db8::2", 2).incoming();
        Frame markedV6 = Packets.tcp("2001:db8::1", 1, "2001:db8::2", 2)
                .dscp(Dscp.of(43))
                .incoming();
        assertThat(released(v6)).isEqualTo(markedV6.bytes());
        assertThat(released(out(US))).isEqualTo(out(US).bytes());
        Frame arp = Packets.arp(US, "10.0.0.2").incoming();
        assertThat(released(arp)).isEqualTo(arp.bytes());
        assertThat(verdict(E10, in(US))).isEqualTo("normal");
        assertThat(verdict(E10, in(CN))).isEqualTo("pass");
    }
}
