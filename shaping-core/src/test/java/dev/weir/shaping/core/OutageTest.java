package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.impair.Impairment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Impairment RANDOM = Impairment.parse("loss=outages(up=30 ms, down=10 ms)");
    private static final long MILLI = 1_000_000;

    private static List<Boolean> every(boolean[] lost, int step) {
        List<Boolean> result = new ArrayList<>();
        for (int i = 0; i < lost.length; i += step) {
            result.add(lost[i]);
        }
        return result;
    }

    @Test
    void of_fixed_times_start_well() {
        boolean[] lost =
                LossRun.lost(LossRun.ruled(Impairment.parse("loss=fixed-outages(up=3 ms, down=2 ms)")), 100, 1, MILLI);
        for (int i = 0; i < 100; i++) {
            assertThat(lost[i]).isEqualTo(i % 5 >= 3);
        }
    }

    @Test
    void take_their_share_of_time_and_last_as_long_as_they_should() {
        int packets = 400_000;
        double step = 0.25;
        boolean[] lost = LossRun.lost(LossRun.lined(RANDOM), packets, 1, MILLI / 4);
        int outages = LossRun.bursts(lost);
        double cycles = packets * step / 40;
        double covariance = 2 * 0.25 * 0.75 * 7.5;
        assertThat((double) LossRun.count(lost) / packets)
                .isCloseTo(0.25, within(5 * Math.sqrt(covariance / (packets * step))));
        double seen = step / (1 - Math.exp(-step / 7.5)) / 0.75;
        assertThat(LossRun.count(lost) * step / outages).isCloseTo(seen, within(5 * seen / Math.sqrt(outages)));
        assertThat((double) outages).isCloseTo(packets * step * 0.25 / seen, within(5 * Math.sqrt(cycles)));
    }

    @Test
    void do_not_depend_on_traffic() {
        boolean[] dense = LossRun.lost(LossRun.lined(RANDOM), 100_000, 1, MILLI / 10);
        boolean[] sparse = LossRun.lost(LossRun.lined(RANDOM), 100, 1, 100 * MILLI);
        assertThat(every(sparse, 1)).isEqualTo(every(dense, 1_000)).contains(true, false);
        boolean[] flows = LossRun.lost(LossRun.lined(RANDOM), 100_000, 7, MILLI / 10);
        assertThat(flows).isEqualTo(dense);
    }

    @Test
    void are_those_of_each_flow_in_a_rule() {
        boolean[] alone = LossRun.lost(LossRun.ruled(RANDOM), 1_000, 1, 2 * MILLI);
        boolean[] among = LossRun.lost(LossRun.ruled(RANDOM), 2_000, 2, MILLI);
        assertThat(every(among, 2)).isEqualTo(every(alone, 1));
        List<Boolean> other = new ArrayList<>();
        for (int i = 1; i < among.length; i += 2) {
            other.add(among[i]);
        }
        assertThat(other).isNotEqualTo(every(among, 2)).contains(true, false);
    }
}
