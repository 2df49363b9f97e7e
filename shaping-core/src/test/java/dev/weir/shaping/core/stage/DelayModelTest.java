package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.Probability;
import dev.weir.shaping.core.random.QuantileTable;
import dev.weir.shaping.core.random.Quantiles;
import dev.weir.shaping.core.random.ScoreTable;
import dev.weir.shaping.core.random.StandardNormal;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.EmpiricalDelay;
import dev.weir.shaping.impair.EmpiricalDelay.Point;
import dev.weir.shaping.impair.NetemDelay;
import dev.weir.shaping.impair.WaveDelay;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayModelTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "normal(80 ms, 15 ms)",
                "pareto(minimum=30 ms, shape=3)",
                "pareto-normal(200 ms, 20 ms)",
                "log-normal(median=40 ms, p99=200 ms)",
                "gamma(shape=2.5, scale=20 ms, minimum=10 ms)",
                "gamma(shape=0.7, scale=20 ms)",
                "gamma(shape=100, scale=1 ms)",
                "laplace(200 ms, 5 ms)"
            })
    void has_tables_within_a_few_hundred_thousandths(String text) {
        Quantiles exact = DelayQuantiles.of(Delay.parse(text));
        QuantileTable table = new QuantileTable(exact, 1);
        ScoreTable scores = new ScoreTable(exact);
        double deviation = exact.upper(0.1587) - exact.lower(0.1587);
        for (double share = 0.5; share > 0x1p-31; share *= 0.987) {
            long draw = (long) (share * 0x1p63) << 1;
            long score = Math.round(StandardNormal.quantile(share) * (1 << StandardNormal.BITS));
            double low = exact.lower(share);
            double high = exact.upper(share);
            assertThat((double) table.at(draw)).isCloseTo(low, within(4e-5 * (deviation + low) + 1));
            assertThat((double) table.at(~draw)).isCloseTo(high, within(4e-5 * (deviation + high) + 1));
            assertThat((double) scores.at(-score)).isCloseTo(low, within(1e-4 * (deviation + low) + 1));
            assertThat((double) scores.at(score)).isCloseTo(high, within(1e-4 * (deviation + high) + 1));
        }
    }

    @Test
    void follows_percentiles_exactly() {
        EmpiricalQuantiles quantiles = new EmpiricalQuantiles(List.of(
                new Point(Probability.percent(25), Duration.ofMillis(10)),
                new Point(Probability.percent(50), Duration.ofMillis(20)),
                new Point(Probability.percent(50), Duration.ofMillis(30)),
                new Point(Probability.percent(75), Duration.ofMillis(30)),
                new Point(Probability.ONE, Duration.ofMillis(130))));
        assertThat(at(quantiles, 0.1)).isEqualTo(10_000_000);
        assertThat(at(quantiles, 0.375)).isEqualTo(15_000_000);
        assertThat(at(quantiles, 0.4999999)).isBetween(19_999_900L, 20_000_000L);
        assertThat(at(quantiles, 0.5)).isEqualTo(30_000_000);
        assertThat(at(quantiles, 0.7)).isEqualTo(30_000_000);
        assertThat(at(quantiles, 0.9)).isCloseTo(90_000_000, within(100L));
        assertThat(quantiles.at(-1)).isCloseTo(130_000_000, within(100L));
        EmpiricalQuantiles one = new EmpiricalQuantiles(List.of(new Point(Probability.ONE, Duration.ofMillis(7))));
        assertThat(one.at(0)).isEqualTo(7_000_000);
        assertThat(one.at(-1)).isEqualTo(7_000_000);
    }

    private static long at(EmpiricalQuantiles quantiles, double share) {
        return quantiles.at((long) (share * 0x1p63) << 1);
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, -0.001, 1.000, 0.0, 3.52",
        "PARETO, -0.034, 0.82, -0.32, 4.0",
        "PARETONORMAL, -0.025, 0.83, -0.24, 3.9"
    })
    void has_the_tables_of_netem(NetemDelay.Table kind, double mean, double deviation, double median, double most) {
        double[] values = new double[4_096];
        short[] table = NetemModel.table(kind);
        Arrays.setAll(values, i -> table[i] / 8_192.0);
        double average = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - average) * (value - average))
                .average()
                .orElseThrow();
        Arrays.sort(values);
        assertThat(average).isCloseTo(mean, within(0.0006));
        assertThat(Math.sqrt(variance)).isCloseTo(deviation, within(0.006));
        assertThat(values[2_048]).isCloseTo(median, within(0.006));
        assertThat(values[4_095]).isCloseTo(most, within(0.05));
    }

    private static long wave(WaveDelay.Form form, long nowMillis) {
        WaveDelay wave = new WaveDelay(form, Duration.ofMillis(40), Duration.ofMillis(10), Duration.ofMillis(1_000));
        return new WaveModel(wave).nanos(0, nowMillis * 1_000_000);
    }

    @Test
    void swings_with_time() {
        for (int millis = 0; millis < 3_000; millis += 7) {
            double phase = millis % 1_000 / 1_000.0;
            assertThat((double) wave(WaveDelay.Form.SINE, millis))
                    .isCloseTo(40e6 + 10e6 * Math.sin(2 * Math.PI * phase), within(200.0));
            double triangle = phase < 0.25 ? 4 * phase : phase < 0.75 ? 2 - 4 * phase : 4 * phase - 4;
            assertThat((double) wave(WaveDelay.Form.TRIANGLE, millis)).isCloseTo(40e6 + 10e6 * triangle, within(100.0));
            assertThat(wave(WaveDelay.Form.SQUARE, millis)).isEqualTo(phase < 0.5 ? 50_000_000L : 30_000_000L);
        }
    }

    @Test
    void knows_percentiles_when_they_are_correlated() {
        Quantiles quantiles = DelayQuantiles.of(new EmpiricalDelay(List.of(
                new Point(Probability.ZERO, Duration.ofMillis(10)),
                new Point(Probability.ONE, Duration.ofMillis(110)))));
        assertThat(quantiles.lower(0.25)).isCloseTo(35e6, within(1.0));
        assertThat(quantiles.upper(0.25)).isCloseTo(85e6, within(1.0));
    }
}
