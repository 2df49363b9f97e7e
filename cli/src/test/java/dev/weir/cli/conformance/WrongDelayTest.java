package dev.weir.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.impair.NetemDelay;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A delay that is not what is asked is found out. */
class WrongDelayTest {
    private static List<String> broken(Check check) {
        return check.run(1).stream()
                .filter(finding -> !finding.holds())
                .map(Finding::quantity)
                .toList();
    }

    @Test
    void by_its_distribution() {
        assertThat(broken(DelayCheck.of("normal(80 ms, 15 ms)", DelayLaws.normal(80, 15))))
                .isEmpty();
        assertThat(broken(DelayCheck.of("normal(81 ms, 15 ms)", DelayLaws.normal(80, 15))))
                .containsExactly("distance");
        assertThat(broken(DelayCheck.of("gamma(shape=2.1, scale=20 ms)", DelayLaws.gamma(2, 20, 0))))
                .containsExactly("distance");
        assertThat(broken(DelayCheck.of("netem(paretonormal, 80 ms, 15 ms)", DelayLaws.paretoNormal(80, 15))))
                .containsExactly("distance");
    }

    @Test
    void by_memory_that_it_must_not_have() {
        assertThat(broken(DelayCheck.of("normal(80 ms, 15 ms) correlated 5 %", DelayLaws.normal(80, 15))))
                .containsExactly("lag-1 correlation");
    }

    @Test
    void by_its_correlation() {
        assertThat(broken(new CorrelatedDelayCheck("correlated 25 %", 0.25, "")))
                .isEmpty();
        assertThat(broken(new CorrelatedDelayCheck("correlated 30 %", 0.25, "")))
                .containsExactly("lag-1 correlation");
    }

    @Test
    void by_a_nanosecond_too_much() {
        assertThat(broken(new ExactDelayCheck("40 ms", nanos -> 40_000_000, 0))).isEmpty();
        assertThat(broken(new ExactDelayCheck("40 ms", nanos -> 40_000_001, 0))).containsExactly("furthest off");
    }

    @Test
    void netems_tables_are_as_wrong_as_is_known() {
        assertThat(deviation(NetemDelay.Table.NORMAL)).isCloseTo(1, within(0.002));
        assertThat(deviation(NetemDelay.Table.PARETO)).isCloseTo(0.82, within(0.005));
        assertThat(deviation(NetemDelay.Table.PARETONORMAL)).isCloseTo(0.83, within(0.005));
    }

    private static double deviation(NetemDelay.Table table) {
        double[] values = Arrays.stream(NetemTables.delays(table, 100, 1))
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
        double mean = Samples.mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow());
    }
}
