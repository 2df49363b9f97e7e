package dev.weir.examples;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.pass;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Country;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.Frame;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.RuleReport;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.lookup.AdapterResolver;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the published rules do to traffic, in virtual time. Every remote address is in the country of the test. */
class PublishedRulesRunTest {
    private static final String LOCAL = "10.0.0.2";
    private static final String REMOTE = "192.0.2.7";
    private static final int PARTS = 40;
    private static final Adapter TUNNEL = new Adapter(9, "tun0");

    private final List<Long> released = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();
    private final List<Adapter> adapters = new ArrayList<>();

    private static Frame out(int localPort, int length) {
        return Packets.tcp(LOCAL, localPort, REMOTE, 443).length(length).outgoing();
    }

    private static Frame in(int localPort, int length) {
        return Packets.tcp(REMOTE, 443, LOCAL, localPort).length(length).incoming();
    }

    private Simulation simulation(Rule rule, Country country, String program, boolean tunnel) {
        ProcessResolver programs =
                connection -> connection.localPort() == 1 ? new ProcessInfo(7, "/opt/" + program, "", "") : null;
        AdapterResolver tunnels =
                (mac, version) -> tunnel && mac.equals(MacAddress.parse("48:e7:da:0d:c4:c9")) ? TUNNEL : null;
        return Shaper.builder()
                .rule("example", rule)
                .rule("rest", (packet, context) -> pass())
                .lookup((GeoResolver) address -> GeoLocation.of(country))
                .lookup(programs)
                .lookup(tunnels)
                .build()
                .simulate()
                .startingAt(Instant.parse("2026-07-01T18:00:00Z"))
                .onRelease(packet -> {
                    released.add(packet.number());
                    bytes.add(packet.copyBytes());
                    adapters.add(packet.adapter());
                });
    }

    @ParameterizedTest
    @CsvSource({"0, US, 500000", "2, CN, 250000"})
    void limits_uploads_to_a_rate(int example, Country country, long expected) {
        Rule rule = example == 0 ? PublishedRules.E00 : PublishedRules.E02;
        Simulation simulation = simulation(rule, country, "", false);
        simulation.every(ofMillis(1), 5_000, () -> out(1, 1_000)).run(ofSeconds(5));
        assertThat(simulation.report().outgoing().bytesOut()).isBetween(expected, expected + 2_514);
    }

    @Test
    void example_2_leaves_downloads_to_the_rules_below() {
        Simulation simulation = Shaper.builder()
                .rule("example", PublishedRules.E02)
                .rule("below", (packet, context) -> block())
                .lookup((GeoResolver) address -> GeoLocation.of(Country.CN))
                .build()
                .simulate();
        simulation.offer(in(1, 100));
        simulation.offer(out(1, 100));
        ShapingReport report = simulation.runToIdle();
        assertThat(decided(report, "below")).isEqualTo(1);
        assertThat(decided(report, "example")).isEqualTo(1);
        assertThat(report.incoming().packetsOut()).isZero();
        assertThat(report.outgoing().packetsOut()).isEqualTo(1);
    }

    @Test
    void example_4_holds_each_packet_for_200_ms() {
        Simulation simulation = simulation(PublishedRules.E04, Country.UNKNOWN, "", false);
        simulation.every(ofMillis(7), 100, () -> out(1, 500));
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().delay().max()).isEqualTo(ofMillis(200));
        assertThat(report.outgoing().delay().mean()).isEqualTo(ofMillis(200));
    }

    @Test
    void example_7_binds_what_goes_out_or_blocks_it() {
        Simulation bound = simulation(PublishedRules.E07, Country.UNKNOWN, "bind_app.exe", true);
        bound.offer(out(1, 100));
        bound.offer(out(2, 100));
        bound.offer(in(1, 100));
        ShapingReport report = bound.runToIdle();
        assertThat(adapters).containsExactly(TUNNEL, Adapter.NONE, Adapter.NONE);
        assertThat(report.bindFailures()).isZero();
        assertThat(report.rules().get(0).packetsIn()).isEqualTo(2);
        Simulation missing = simulation(PublishedRules.E07, Country.UNKNOWN, "bind_app.exe", false);
        missing.offer(out(1, 100));
        assertThat(missing.runToIdle().bindFailures()).isEqualTo(1);
        assertThat(adapters).hasSize(3);
        Simulation corrected = simulation(CorrectedRules.E07, Country.UNKNOWN, "bind_app.exe", true);
        corrected.offer(out(1, 100));
        corrected.runToIdle();
        assertThat(adapters).hasSize(4).last().isEqualTo(TUNNEL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void example_9_drops_every_fifth_packet(boolean corrected) {
        Rule rule = corrected ? CorrectedRules.E09 : PublishedRules.E09;
        Simulation simulation = simulation(rule, Country.UNKNOWN, "example_app.exe", false);
        for (int i = 0; i < 30; i++) {
            if (i == 16) {
                simulation.rules(
                        rules -> rules.with("more", (packet, context) -> pass()).moved("rest", 0));
            }
            simulation.offer(out(1 + i % 2, 100));
        }
        assertThat(released).hasSize(27).doesNotContain(9L, 19L, 29L);
        simulation.rules(rules -> rules.replaced("example", (packet, context) -> rule.evaluate(packet, context)));
        for (int i = 0; i < 5; i++) {
            simulation.offer(out(1, 100));
        }
        assertThat(released).hasSize(31).contains(31L, 32L, 33L, 34L).doesNotContain(35L);
    }

    @Test
    void example_10_marks_and_keeps_the_congestion_bits() {
        Simulation simulation = simulation(PublishedRules.E10, Country.US, "", false);
        simulation.offer(Packets.tcp(REMOTE, 443, LOCAL, 1).ecn(2).incoming());
        simulation.offer(Packets.tcp("2001:db8::1", 443, "2001:db8::2", 1).incoming());
        assertThat(bytes.get(0))
                .isEqualTo(Packets.tcp(REMOTE, 443, LOCAL, 1)
                        .dscp(Dscp.of(43))
                        .ecn(2)
                        .incoming()
                        .bytes());
        assertThat(bytes.get(1))
                .isEqualTo(Packets.tcp("2001:db8::1", 443, "2001:db8::2", 1)
                        .dscp(Dscp.of(43))
                        .incoming()
                        .bytes());
        assertThat(decided(simulation.report(), "example")).isEqualTo(2);
    }

    private static long decided(ShapingReport report, String rule) {
        return report.rules().stream()
                .filter(candidate -> candidate.name().equals(rule))
                .mapToLong(RuleReport::packetsIn)
                .sum();
    }

    /** How a packet is treated that comes after so many bytes in each direction, and after a time. */
    private static String after(Rule rule, long outgoing, long incoming, Duration time, Frame frame) {
        List<String> answers = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("example", (packet, context) -> {
                    Priority answer = rule.evaluate(packet, context);
                    answers.add(String.valueOf(answer));
                    return packet.localPort() == 9 ? block() : answer;
                })
                .build()
                .simulate();
        for (int i = 0; i < PARTS; i++) {
            if (outgoing > 0) {
                simulation.offer(out(1, part(outgoing, i)));
            }
            if (incoming > 0) {
                simulation.offer(in(1, part(incoming, i)));
            }
        }
        simulation.run(time).offer(frame);
        return answers.get(answers.size() - 1);
    }

    /** One of the parts that make up a number of bytes, of which the first has the rest. */
    private static int part(long bytes, int index) {
        return (int) (bytes / PARTS + (index == 0 ? bytes % PARTS : 0));
    }

    @Test
    void example_11_limits_both_directions_when_one_has_had_enough() {
        Rule rule = PublishedRules.E11;
        String limited = "limited(limit=80 kbit/s)";
        assertThat(after(rule, 1_000_000, 0, ofSeconds(1), out(9, 100))).isEqualTo("normal");
        assertThat(after(rule, 1_000_001, 0, ofSeconds(1), out(9, 100))).isEqualTo(limited);
        assertThat(after(rule, 1_000_001, 0, ofSeconds(1), in(9, 100))).isEqualTo(limited);
        assertThat(after(rule, 0, 2_000_000, ofSeconds(1), in(9, 100))).isEqualTo("normal");
        assertThat(after(rule, 0, 2_000_001, ofSeconds(1), in(9, 100))).isEqualTo(limited);
        assertThat(after(rule, 0, 2_000_001, ofSeconds(1), out(9, 100))).isEqualTo(limited);
        assertThat(after(rule, 1_000_001, 0, ofMinutes(30), out(9, 100))).isEqualTo(limited);
        assertThat(after(rule, 1_000_001, 0, ofMinutes(31), out(9, 100))).isEqualTo("normal");
        assertThat(after(rule, 0, 2_000_001, ofMinutes(61), in(9, 100))).isEqualTo("normal");
    }

    @Test
    void corrected_it_limits_that_direction_alone() {
        Rule rule = CorrectedRules.E11;
        assertThat(after(rule, 1_000_001, 0, ofSeconds(1), out(9, 100))).startsWith("limited");
        assertThat(after(rule, 1_000_001, 0, ofSeconds(1), in(9, 100))).isEqualTo("normal");
        assertThat(after(rule, 0, 2_000_001, ofSeconds(1), in(9, 100))).startsWith("limited");
        assertThat(after(rule, 0, 2_000_001, ofSeconds(1), out(9, 100))).isEqualTo("normal");
    }
}
