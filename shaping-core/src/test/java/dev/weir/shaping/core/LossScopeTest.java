package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.impair.Impairment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shares the memory of a model, and where packets are lost. */
class LossScopeTest {
    private static final String BURSTS = "loss=20 % in bursts of 20";

    private static List<Boolean> ofFlow(boolean[] lost, int flow, int flows) {
        List<Boolean> result = new ArrayList<>();
        for (int i = flow; i < lost.length; i += flows) {
            result.add(lost[i]);
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BURSTS,
                "loss=correlated(20 %, 90 %)",
                "loss=40 % at most 2 in a row",
                "loss=packets(3, 7-9)",
                "loss=4-state(p13=5 %, p31=10 %, p32=30 %, p23=40 %, p14=2 %)"
            })
    void of_a_rule_is_a_flow(String text) {
        Impairment impairment = Impairment.parse(text);
        boolean[] alone = LossRun.lost(LossRun.ruled(impairment), 500, 1, 1_000);
        boolean[] among = LossRun.lost(LossRun.ruled(impairment), 2_000, 4, 1_000);
        assertThat(ofFlow(among, 0, 4)).isEqualTo(ofFlow(alone, 0, 1)).contains(true, false);
        boolean[] onLine = LossRun.lost(LossRun.lined(Impairment.parse(text + " per flow")), 2_000, 4, 1_000);
        boolean[] aloneOnLine = LossRun.lost(LossRun.lined(Impairment.parse(text + " per flow")), 500, 1, 1_000);
        assertThat(ofFlow(onLine, 0, 4)).isEqualTo(ofFlow(aloneOnLine, 0, 1));
    }

    @Test
    void of_a_line_is_the_line() {
        int packets = 200_000;
        boolean[] lost = LossRun.lost(LossRun.lined(Impairment.parse(BURSTS)), packets, 4, 1_000);
        assertThat((double) LossRun.count(lost) / LossRun.bursts(lost))
                .isCloseTo(20, within(5 * 20 / Math.sqrt(LossRun.bursts(lost))));
        boolean[] shared = LossRun.lost(LossRun.ruled(Impairment.parse(BURSTS + " shared")), packets, 4, 1_000);
        assertThat((double) LossRun.count(shared) / LossRun.bursts(shared))
                .isCloseTo(20, within(5 * 20 / Math.sqrt(LossRun.bursts(shared))));
        boolean[] apart = LossRun.lost(LossRun.ruled(Impairment.parse(BURSTS)), packets, 4, 1_000);
        assertThat((double) LossRun.count(apart) / LossRun.bursts(apart)).isLessThan(3);
    }

    @Test
    void counts_the_packets_that_meet_the_model() {
        boolean[] perFlow = LossRun.lost(LossRun.ruled(Impairment.parse("loss=packets(2, 4-5)")), 12, 2, 1_000);
        assertThat(numbers(perFlow)).containsExactly(2, 3, 6, 7, 8, 9);
        boolean[] shared =
                LossRun.lost(LossRun.ruled(Impairment.parse("loss=packets(2, 4-5, 11-) shared")), 12, 2, 1_000);
        assertThat(numbers(shared)).containsExactly(1, 3, 4, 10, 11);
    }

    private static List<Integer> numbers(boolean[] lost) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < lost.length; i++) {
            if (lost[i]) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    @Test
    void uses_the_link_only_if_lost_behind_it() {
        String line = "rate=800 kbit/s queue=1 h loss=packets(1-500)";
        assertThat(lastRelease(line)).isEqualTo(500 * 1_000_000L);
        assertThat(lastRelease(line + " after the link")).isEqualTo(1_000 * 1_000_000L);
    }

    private static long lastRelease(String line) {
        long[] last = new long[1];
        Simulation simulation = LossRun.lined(Impairment.parse(line));
        simulation.onRelease(packet -> last[0] = packet.releaseNanos());
        for (int i = 0; i < 1_000; i++) {
            byte[] frame = LossRun.bytes(0);
            simulation.offer(0, frame, 0, frame.length, frame.length, LinkType.ETHERNET, Direction.OUTGOING, i);
        }
        assertThat(simulation.runToIdle().outgoing().packetsDropped()).isEqualTo(500);
        return last[0];
    }
}
