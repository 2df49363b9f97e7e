package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.pass;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.impair.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTest {
    private static final int PACKETS = 50_000;

    private static byte[] bytes(int flow) {
        return Packets.udp("10.0.0.2", 5_000 + flow, "192.0.2.7", 443)
                .length(100)
                .outgoing()
                .bytes();
    }

    private static Simulation ruled(Priority priority) {
        return Shaper.builder()
                .rule("delay", (packet, context) -> priority)
                .seed(3)
                .build()
                .simulate();
    }

    private static void offer(Simulation simulation, long nanos, byte[] bytes, long token) {
        simulation.offer(nanos, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, token);
    }

    private static long[] delays(Priority priority, int flows) {
        long[] delays = new long[PACKETS];
        Simulation simulation = ruled(priority)
                .onRelease(packet -> delays[(int) packet.token()] = packet.releaseNanos() - packet.arrivalNanos());
        byte[][] frames = new byte[flows][];
        Arrays.setAll(frames, DelayTest::bytes);
        for (int i = 0; i < PACKETS; i++) {
            offer(simulation, i * 1_000_000_000L, frames[i % flows], i);
        }
        assertThat(simulation.runToIdle().outgoing().packetsOut()).isEqualTo(PACKETS);
        return delays;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void draws_jitter_from_a_uniform_distribution(int flows) {
        double low = 70e6;
        double width = 60e6;
        long[] delays = delays(delay(100, 30), flows);
        long[] sorted = delays.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < PACKETS; i++) {
            double expected = (sorted[i] - low) / width;
            distance = Math.max(distance, Math.max((i + 1.0) / PACKETS - expected, expected - (double) i / PACKETS));
        }
        assertThat(distance).isLessThan(2.69 / Math.sqrt(PACKETS));
        for (int lag = 1; lag <= 20; lag++) {
            assertThat(autocorrelation(Arrays.stream(delays).asDoubleStream().toArray(), lag))
                    .isCloseTo(0, within(5 / Math.sqrt(PACKETS)));
        }
    }

    private static double autocorrelation(double[] values, int lag) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = 0;
        double covariance = 0;
        for (int i = 0; i < values.length; i++) {
            variance += (values[i] - mean) * (values[i] - mean);
            if (i >= lag) {
                covariance += (values[i] - mean) * (values[i - lag] - mean);
            }
        }
        return covariance / variance;
    }

    @ParameterizedTest
    @CsvSource({"0.001, 1", "0.01, 3", "0.4, 1", "0.5, 7", "0.99, 1"})
    void loses_the_share_it_should_and_no_pattern(double rate, int flows) {
        int packets = 100_000;
        double[] lost = new double[packets];
        Arrays.fill(lost, 1);
        Simulation simulation = ruled(drop(rate)).onRelease(packet -> lost[(int) packet.token()] = 0);
        byte[][] frames = new byte[flows][];
        Arrays.setAll(frames, DelayTest::bytes);
        for (int i = 0; i < packets; i++) {
            offer(simulation, i * 1_000L, frames[i % flows], i);
        }
        long count = Math.round(Arrays.stream(lost).sum());
        assertThat((double) count).isCloseTo(packets * rate, within(5 * Math.sqrt(packets * rate * (1 - rate))));
        assertThat(simulation.report().outgoing().packetsDropped()).isEqualTo(count);
        for (int lag = 1; lag <= 10; lag++) {
            assertThat(autocorrelation(lost, lag)).isCloseTo(0, within(5 / Math.sqrt(packets)));
        }
    }

    @Test
    void never_loses_at_rate_0_and_always_at_rate_1_without_a_draw() {
        for (double rate : new double[] {0, 1}) {
            DecisionLedger ledger = DecisionLedger.keepLast(1_000);
            Simulation simulation = ruled(drop(rate)).ledger(ledger);
            for (int i = 0; i < 1_000; i++) {
                offer(simulation, i, bytes(0), i);
            }
            assertThat(simulation.runToIdle().outgoing().packetsDropped()).isEqualTo((long) (1_000 * rate));
            assertThat(LedgerLine.all(ledger)).allMatch(line -> line.draws().isEmpty());
        }
    }

    @Test
    void keeps_the_order_of_each_flow_while_flows_overtake_each_other() {
        int flows = 8;
        List<List<Long>> byFlow = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        for (int flow = 0; flow < flows; flow++) {
            byFlow.add(new ArrayList<>());
        }
        Simulation simulation = ruled(delay(20, 20)).onRelease(packet -> {
            byFlow.get((int) packet.token() % flows).add(packet.token());
            all.add(packet.token());
        });
        for (int i = 0; i < 8_000; i++) {
            offer(simulation, i * 300_000L, bytes(i % flows), i);
        }
        simulation.runToIdle();
        assertThat(byFlow).allSatisfy(order -> assertThat(order).hasSize(1_000).isSorted());
        assertThat(all).isNotEqualTo(all.stream().sorted().toList());
    }

    @Test
    void keeps_order_for_each_rule_and_flow_apart() {
        List<Long> order = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("far", (packet, context) -> packet.dscp() == 1 ? delay(500, 1) : pass())
                .rule("near", (packet, context) -> delay(5, 1))
                .build()
                .simulate()
                .onRelease(packet -> order.add(packet.number()));
        for (int i = 0; i < 20; i++) {
            Frame frame = Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443)
                    .dscp(Dscp.of(i % 2))
                    .outgoing();
            simulation.at(ofMillis(10L * i), () -> frame);
        }
        simulation.runToIdle();
        assertThat(order)
                .containsExactly(
                        1L, 3L, 5L, 7L, 9L, 11L, 13L, 15L, 17L, 19L, 2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 18L, 20L);
    }

    @Test
    void does_not_overtake_a_packet_that_is_due_at_the_same_instant() {
        List<Long> order = new ArrayList<>();
        Simulation simulation =
                ruled(delay(Duration.ofNanos(0), Duration.ofNanos(2))).onRelease(packet -> order.add(packet.token()));
        for (int i = 0; i < 3_000; i++) {
            offer(simulation, i / 3, bytes(0), i);
        }
        simulation.runToIdle();
        assertThat(order).hasSize(3_000).isSorted();
    }

    @Test
    void keeps_the_order_of_equal_delays_over_all_flows() {
        List<Long> order = new ArrayList<>();
        Simulation simulation =
                ruled(delay(Delay.constant(Duration.ofNanos(12_345)))).onRelease(packet -> order.add(packet.token()));
        for (int i = 0; i < 3_000; i++) {
            offer(simulation, i / 7 * 1_000L, bytes(i % 11), i);
        }
        simulation.runToIdle();
        assertThat(order).hasSize(3_000).isSorted();
    }
}
