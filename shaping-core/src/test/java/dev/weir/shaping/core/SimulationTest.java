package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static Frame upload() {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(1_000).outgoing();
    }

    private static Simulation ruled(Priority priority) {
        return Shaper.builder()
                .rule("all", (packet, context) -> priority)
                .seed(42)
                .build()
                .simulate();
    }

    private static List<Long> delays(Simulation simulation) {
        List<Long> delays = new ArrayList<>();
        simulation.onRelease(packet -> delays.add(packet.releaseNanos() - packet.arrivalNanos()));
        return delays;
    }

    @Test
    void releases_at_once_when_nothing_is_asked_for() {
        Simulation simulation = Shaper.builder().build().simulate();
        List<Long> delays = delays(simulation);
        ShapingReport report =
                simulation.every(ofMillis(1), 100, SimulationTest::upload).runToIdle();
        assertThat(delays).hasSize(100).containsOnly(0L);
        assertThat(report.outgoing().packetsOut()).isEqualTo(100);
        assertThat(report.outgoing().bytesOut()).isEqualTo(100_000);
        assertThat(report.incoming().packetsIn()).isZero();
        assertThat(report.duration()).isEqualTo(ofMillis(99));
    }

    @Test
    void delays_every_packet_by_exactly_the_delay() {
        Simulation simulation = ruled(delay(200));
        List<Long> delays = delays(simulation);
        simulation.every(ofMillis(1), 1_000, SimulationTest::upload).runToIdle();
        assertThat(delays).hasSize(1_000).containsOnly(200_000_000L);
    }

    @Test
    void draws_jitter_within_its_range_and_around_its_mean() {
        Simulation simulation = ruled(delay(100, 30));
        List<Long> delays = delays(simulation);
        simulation.every(ofSeconds(1), 10_000, SimulationTest::upload).runToIdle();
        assertThat(delays).hasSize(10_000).allMatch(nanos -> nanos >= 70_000_000L && nanos <= 130_000_000L);
        double mean = delays.stream().mapToLong(nanos -> nanos).average().orElseThrow();
        assertThat(mean / 1e6).isCloseTo(100.0, within(1.0));
    }

    @Test
    void clamps_delays_at_zero_when_jitter_exceeds_the_delay() {
        Simulation simulation = ruled(delay(10, 20));
        List<Long> delays = delays(simulation);
        simulation.every(ofSeconds(1), 10_000, SimulationTest::upload).runToIdle();
        assertThat(delays).allMatch(nanos -> nanos >= 0 && nanos <= 30_000_000L).contains(0L);
    }

    @Test
    void keeps_the_order_of_a_flow_under_jitter() {
        Simulation simulation = ruled(delay(50, 50));
        List<Long> numbers = new ArrayList<>();
        simulation.onRelease(packet -> numbers.add(packet.number()));
        simulation.every(ofMillis(10), 1_000, SimulationTest::upload).runToIdle();
        assertThat(numbers).hasSize(1_000).isSorted();
    }

    @Test
    void drops_the_asked_share_and_the_same_packets_again() {
        List<Long> first = survivors(ruled(drop(0.4)));
        List<Long> second = survivors(ruled(drop(0.4)));
        assertThat(100_000 - first.size()).isCloseTo(40_000, within(775));
        assertThat(second).isEqualTo(first);
    }

    private static List<Long> survivors(Simulation simulation) {
        List<Long> numbers = new ArrayList<>();
        simulation.onRelease(packet -> numbers.add(packet.number()));
        simulation
                .every(Duration.ofNanos(1_000), 100_000, SimulationTest::upload)
                .runToIdle();
        return numbers;
    }

    @Test
    void limits_to_the_rate_and_is_invisible_below_it() {
        Simulation below = ruled(limit(20_000));
        List<Long> delays = delays(below);
        below.every(ofMillis(100), 100, SimulationTest::upload).runToIdle();
        assertThat(delays).hasSize(100).containsOnly(0L);

        Simulation above = ruled(limit(20_000));
        above.every(ofMillis(10), 1_000, SimulationTest::upload).run(ofSeconds(10));
        DirectionReport report = above.report().outgoing();
        assertThat(report.bytesOut()).isBetween(200_000L, 200_000L + 1_514 + 1_000);
        assertThat(report.packetsHeld()).isBetween(64L, 66L);
        assertThat(report.drops()).extracting(DropReport::reason).containsExactly(DropReason.LIMIT_QUEUE_FULL);
    }

    @Test
    void limits_packets_of_any_size() {
        Simulation simulation = ruled(limit(0, 10));
        simulation.every(ofMillis(1), 10_000, SimulationTest::upload).run(ofSeconds(10));
        assertThat(simulation.report().outgoing().packetsOut()).isBetween(100L, 101L);
    }

    @Test
    void applies_loss_limit_and_delay_together() {
        Simulation simulation = ruled(custom(50_000, 0, 300, 0, 0.1));
        List<Long> delays = delays(simulation);
        ShapingReport report =
                simulation.every(ofMillis(25), 10_000, SimulationTest::upload).runToIdle();
        assertThat(delays).allMatch(nanos -> nanos >= 300_000_000L);
        assertThat(report.outgoing().packetsOut()).isBetween(8_850L, 9_150L);
    }

    @Test
    void blocks_and_ignores() {
        ShapingReport blocked =
                ruled(block()).every(ofMillis(1), 10, SimulationTest::upload).runToIdle();
        assertThat(blocked.outgoing().drops()).containsExactly(new DropReport(DropReason.BLOCKED, 10, 10_000));
        Simulation simulation = Shaper.builder()
                .rule("all", (packet, context) -> ignore())
                .upload(Impairment.parse("delay=1 s loss=100 %"))
                .build()
                .simulate();
        List<Long> delays = delays(simulation);
        ShapingReport ignored =
                simulation.every(ofMillis(1), 10, SimulationTest::upload).runToIdle();
        assertThat(delays).hasSize(10).containsOnly(0L);
        assertThat(ignored.outgoing().packetsIn()).isZero();
        assertThat(ignored.outgoing().packetsIgnored()).isEqualTo(10);
    }

    @Test
    void serialises_on_the_line_under_all_rules() {
        Simulation simulation = Shaper.builder()
                .rule("pass", (packet, context) -> pass())
                .upload(Impairment.parse("rate=8 Mbit/s delay=40 ms"))
                .build()
                .simulate();
        List<Long> releases = new ArrayList<>();
        simulation.onRelease(packet -> releases.add(packet.releaseNanos()));
        simulation.every(Duration.ZERO, 3, SimulationTest::upload).runToIdle();
        assertThat(releases).containsExactly(41_000_000L, 42_000_000L, 43_000_000L);
    }
}
