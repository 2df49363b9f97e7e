package dev.weir.shaping.core;

import static dev.weir.shaping.Direction.OUTGOING;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.LinkType;
import dev.weir.shaping.impair.Impairment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that change places. */
class ReorderPatternTest {
    private static final long MILLI = 1_000_000;
    private static final int PACKETS = 100_000;

    private final List<Integer> left = new ArrayList<>();
    private final Map<Integer, Long> delays = new HashMap<>();

    private Simulation run(Simulation simulation, int packets, int flows) {
        simulation.onRelease(packet -> {
            left.add((int) packet.token());
            delays.put((int) packet.token(), packet.releaseNanos() - packet.arrivalNanos());
        });
        for (int i = 0; i < packets; i++) {
            byte[] bytes = LossRun.bytes(i % flows);
            simulation.offer(i * MILLI, bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, OUTGOING, i);
        }
        simulation.runToIdle();
        assertThat(left).hasSize(packets).doesNotHaveDuplicates();
        return simulation;
    }

    private static Simulation ruled(String impairment) {
        return LossRun.ruled(Impairment.parse(impairment));
    }

    private long early() {
        return delays.values().stream().filter(delay -> delay == 0).count();
    }

    @Test
    void every_fifth_is_early_at_100_percent() {
        run(ruled("delay=20 ms reorder=100 % gap 5"), 20, 1);
        assertThat(delays.keySet().stream().filter(packet -> delays.getOrDefault(packet, -1L) == 0))
                .containsExactlyInAnyOrder(4, 9, 14, 19);
        assertThat(left.subList(0, 5)).containsExactly(4, 9, 14, 19, 0);
    }

    @ParameterizedTest
    @CsvSource({"25, 1", "25, 5", "60, 3"})
    void the_early_share_is_netems(int percent, int gap) {
        run(ruled("delay=20 ms reorder=" + percent + " % gap " + gap), PACKETS, 1);
        double p = percent / 100.0;
        double cycle = gap - 1 + 1 / p;
        double deviation = Math.sqrt((1 - p) / (p * p) / (PACKETS / cycle)) / cycle / cycle;
        assertThat((double) early() / PACKETS).isCloseTo(1 / cycle, within(5 * deviation + 1.0 / PACKETS));
        assertThat(delays.values()).containsOnly(0L, 20 * MILLI);
    }

    @Test
    void the_gap_is_a_flows_in_a_rule_and_the_lines_on_a_line() {
        run(ruled("delay=20 ms reorder=100 % gap 5"), 40, 4);
        assertThat(early()).isEqualTo(8);
        assertThat(delays).containsEntry(16, 0L);
        left.clear();
        delays.clear();
        run(LossRun.lined(Impairment.parse("delay=20 ms reorder=100 % gap 5")), 40, 4);
        assertThat(delays).containsEntry(4, 0L);
    }

    @Test
    void swaps_neighbours() {
        run(ruled("swap=100 %"), 6, 1);
        assertThat(left).containsExactly(1, 0, 3, 2, 5, 4);
    }

    @Test
    void falls_behind() {
        run(ruled("behind=100 % by 3"), 8, 1);
        assertThat(left).containsExactly(1, 2, 3, 0, 5, 6, 7, 4);
    }

    @Test
    void never_waits_longer_than_said() {
        Simulation simulation = run(ruled("behind=100 % by 3 within 2500 us"), 8, 1);
        assertThat(left).containsExactly(1, 2, 0, 4, 5, 3, 7, 6);
        assertThat(delays).containsEntry(0, 2_500_000L).containsEntry(3, 2_500_000L);
        assertThat(simulation.report().outgoing().packetsReordered()).isEqualTo(3);
    }

    @Test
    void flows_do_not_pass_for_each_other() {
        run(ruled("swap=100 %"), 8, 2);
        assertThat(left).containsExactly(2, 0, 3, 1, 6, 4, 7, 5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_share_that_falls_behind_is_of_those_that_can(boolean ruled) {
        Impairment impairment = Impairment.parse("behind=10 % by 3");
        Simulation simulation = run(ruled ? LossRun.ruled(impairment) : LossRun.lined(impairment), PACKETS, 1);
        double cycle = 3 + 1 / 0.1;
        double deviation = Math.sqrt(0.9 / 0.01 / (PACKETS / cycle)) / cycle / cycle;
        assertThat((double) simulation.report().outgoing().packetsReordered() / PACKETS)
                .isCloseTo(1 / cycle, within(5 * deviation + 1.0 / PACKETS));
        for (int i = 0; i < PACKETS - 3; i++) {
            assertThat(delays.getOrDefault(i, -1L)).isIn(0L, 3 * MILLI);
        }
    }

    @Test
    void overtakes_those_before_and_nobody_else_waits() {
        run(ruled("ahead=2 % by 3"), 20_000, 1);
        int jumps = 0;
        for (int at = 0; at < left.size(); ) {
            int packet = left.get(at);
            int overtaken = packet - at;
            assertThat(overtaken).isBetween(0, 3);
            for (int i = 0; i < overtaken; i++) {
                assertThat(left.get(at + 1 + i)).isEqualTo(at + i);
                assertThat(delays).containsEntry(at + i, (overtaken - i) * MILLI);
            }
            assertThat(delays).containsEntry(packet, 0L);
            jumps += overtaken == 3 ? 1 : 0;
            at += 1 + overtaken;
        }
        double apart = 0.02 * Math.pow(0.98, 3);
        assertThat((double) jumps / 20_000).isBetween(apart - 0.005, 0.02 + 0.005);
    }

    @Test
    void those_overtaken_do_not_wait_for_ever() {
        run(ruled("ahead=50 % by 3 within 10 ms"), 50, 1);
        assertThat(delays.values()).allSatisfy(delay -> assertThat(delay).isBetween(0L, 10 * MILLI));
        left.clear();
        Simulation simulation = ruled("ahead=100 % by 3 within 10 ms");
        run(simulation, 1, 1);
        assertThat(simulation.report().duration()).isEqualTo(ofMillis(10));
    }

    @Test
    void lines_change_while_packets_are_held() {
        Simulation simulation = LossRun.lined(Impairment.parse("behind=100 % by 5"));
        simulation.line(ofMillis(2), OUTGOING, Impairment.parse("delay=1 ms"));
        run(simulation, 4, 1);
        assertThat(delays).containsEntry(0, 101 * MILLI);
        assertThat(left).containsExactly(1, 2, 3, 0);
        left.clear();
        Simulation other = LossRun.lined(Impairment.parse("delay=5 ms"));
        other.line(ofMillis(2), OUTGOING, Impairment.parse("delay=5 ms reorder=100 %"));
        other.line(ofMillis(4), OUTGOING, Impairment.parse("swap=100 %"));
        run(other, 8, 1);
        assertThat(left.subList(0, 3)).containsExactly(2, 3, 0);
    }
}
