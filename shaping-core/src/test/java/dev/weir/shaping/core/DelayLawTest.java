package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.core.random.StandardNormal;
import dev.weir.shaping.impair.Impairment;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The distributions of delays, against their own formulas. */
class DelayLawTest {
    private static final int PACKETS = 50_000;
    private static final double MILLI = 1e6;
    private static final double MOST_DISTANCE = 2.69 / Math.sqrt(PACKETS);

    /** The share of delays up to one, in milliseconds. */
    private static final Map<String, DoubleUnaryOperator> SHARES = Map.of(
            "normal(80 ms, 15 ms)", x -> below((x - 80) / 15),
            "pareto(minimum=30 ms, shape=3)", x -> x < 30 ? 0 : 1 - Math.pow(30 / x, 3),
            "pareto(minimum=5 ms, shape=1.5)", x -> x < 5 ? 0 : 1 - Math.pow(5 / x, 1.5),
            "log-normal(median=40 ms, p99=200 ms)", x -> below(Math.log(x / 40) * 2.3263478740408408 / Math.log(5)),
            "log-normal(median=10 ms, sigma=0.5)", x -> below(Math.log(x / 10) / 0.5),
            "gamma(shape=2, scale=20 ms, minimum=10 ms)", x -> 1 - (1 + (x - 10) / 20) * Math.exp(-(x - 10) / 20),
            "gamma(shape=0.5, scale=20 ms)", x -> 2 * below(Math.sqrt(2 * x / 20)) - 1,
            "gamma(shape=1, scale=5 ms)", x -> -Math.expm1(-x / 5),
            "laplace(200 ms, 5 ms)", x -> x < 200 ? Math.exp((x - 200) / 5) / 2 : 1 - Math.exp((200 - x) / 5) / 2,
            "empirical(0 %=10 ms, 50 %=40 ms, 90 %=100 ms, 100 %=500 ms)",
                    x -> x < 40 ? (x - 10) / 60 : x < 100 ? 0.5 + (x - 40) / 150 : 0.9 + (x - 100) / 4_000);

    static double below(double score) {
        return score < 0 ? StandardNormal.tail(-score) : 1 - StandardNormal.tail(score);
    }

    private static Impairment delay(String text) {
        return Impairment.parse("delay=" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "normal(80 ms, 15 ms)",
                "pareto(minimum=30 ms, shape=3)",
                "pareto(minimum=5 ms, shape=1.5)",
                "log-normal(median=40 ms, p99=200 ms)",
                "log-normal(median=10 ms, sigma=0.5)",
                "gamma(shape=2, scale=20 ms, minimum=10 ms)",
                "gamma(shape=0.5, scale=20 ms)",
                "gamma(shape=1, scale=5 ms)",
                "laplace(200 ms, 5 ms)",
                "empirical(0 %=10 ms, 50 %=40 ms, 90 %=100 ms, 100 %=500 ms)"
            })
    void are_those_of_their_names_and_independent(String text) {
        DoubleUnaryOperator share = SHARES.getOrDefault(text, x -> Double.NaN);
        DelayRun run = DelayRun.of(LossRun.ruled(delay(text + " in any order")), PACKETS, 3, 1_000_000_000L);
        assertThat(run.distance(nanos -> share.applyAsDouble(nanos / MILLI))).isLessThan(MOST_DISTANCE);
        double[] scores = run.values();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = share.applyAsDouble(scores[i] / MILLI);
        }
        for (int lag = 1; lag <= 10; lag++) {
            assertThat(DelayRun.autocorrelation(scores, lag)).isCloseTo(0, within(5 / Math.sqrt(PACKETS)));
        }
    }

    @Test
    void of_pareto_and_normal_have_their_mean_and_deviation() {
        DelayRun run = DelayRun.of(
                LossRun.ruled(delay("pareto-normal(200 ms, 20 ms) in any order")), 4 * PACKETS, 1, 1_000_000_000L);
        assertThat(run.mean() / MILLI).isCloseTo(200, within(5 * 20 / Math.sqrt(4 * PACKETS)));
        assertThat(run.deviation() / MILLI).isCloseTo(20, within(2.0));
        assertThat(run.percentile(0.5) / MILLI).isLessThan(197);
    }

    @Test
    void below_0_are_0() {
        DelayRun run = DelayRun.of(LossRun.ruled(delay("normal(0 ms, 10 ms)")), PACKETS, 1, 1_000_000_000L);
        long none = Arrays.stream(run.delays).filter(delay -> delay == 0).count();
        assertThat((double) none / PACKETS).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(PACKETS)));
        assertThat(Arrays.stream(run.delays).min()).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"0.25", "0.9", "0.99"})
    void keep_their_distribution_when_correlated(double correlation) {
        int flows = 250;
        String text = "normal(200 ms, 15 ms) correlated " + 100 * correlation + " %";
        DelayRun run = DelayRun.of(LossRun.ruled(delay(text)), 2 * PACKETS, flows, 4_000_000L);
        double effective = 2 * PACKETS * (1 - correlation) / (1 + correlation);
        assertThat(run.mean() / MILLI).isCloseTo(200, within(5 * 15 / Math.sqrt(effective)));
        double squares = 2 * PACKETS * (1 - correlation * correlation) / (1 + correlation * correlation);
        assertThat(run.deviation() / MILLI).isCloseTo(15, within(5 * 15 / Math.sqrt(2 * squares)));
        double[] values = run.values();
        assertThat(DelayRun.autocorrelation(values, flows)).isCloseTo(correlation, within(5 / Math.sqrt(effective)));
        assertThat(DelayRun.autocorrelation(values, 2 * flows))
                .isCloseTo(correlation * correlation, within(10 / Math.sqrt(effective)));
        assertThat(DelayRun.autocorrelation(values, 1)).isCloseTo(0, within(5 / Math.sqrt(effective)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log-normal(median=40 ms, p99=200 ms)",
                "gamma(shape=1, scale=5 ms)",
                "pareto(minimum=30 ms, shape=3)"
            })
    void start_from_their_distribution_when_correlated(String text) {
        DoubleUnaryOperator share = SHARES.getOrDefault(text, x -> Double.NaN);
        int flows = 50_000;
        DelayRun run =
                DelayRun.of(LossRun.ruled(delay(text + " correlated 99 % in any order")), flows, flows, 1_000_000L);
        assertThat(run.distance(nanos -> share.applyAsDouble(nanos / MILLI))).isLessThan(MOST_DISTANCE);
    }

    @Test
    void are_correlated_over_a_time_whatever_the_rate_of_packets() {
        double expected = Math.exp(-0.5);
        for (int packetsPerHalf : new int[] {1, 5}) {
            DelayRun run = DelayRun.of(
                    LossRun.ruled(delay("normal(500 ms, 20 ms) correlated over 100 ms in any order")),
                    PACKETS * 2,
                    1,
                    50_000_000L / packetsPerHalf);
            double rho = Math.exp(-0.5 / packetsPerHalf);
            double effective = 2 * PACKETS * (1 - rho) / (1 + rho);
            assertThat(DelayRun.autocorrelation(run.values(), packetsPerHalf))
                    .isCloseTo(expected, within(5 / Math.sqrt(effective)));
            double squares = 2 * PACKETS * (1 - rho * rho) / (1 + rho * rho);
            assertThat(run.deviation() / MILLI).isCloseTo(20, within(5 * 20 / Math.sqrt(2 * squares)));
        }
    }

    @Test
    void of_a_time_far_above_the_gap_do_not_run_away() {
        DelayRun run = DelayRun.of(
                LossRun.ruled(delay("normal(500 ms, 20 ms) correlated over 1 s in any order shared")),
                2 * PACKETS,
                PACKETS / 500,
                1_000_000L);
        assertThat(run.deviation() / MILLI).isBetween(10.0, 30.0);
        DelayRun still = DelayRun.of(
                LossRun.ruled(delay("normal(500 ms, 20 ms) correlated over 1 h in any order")), 2_000, 1, 1_000L);
        assertThat(still.deviation() / MILLI).isLessThan(0.1);
    }

    @Test
    void are_correlated_over_all_flows_on_a_line() {
        Impairment text = delay("normal(500 ms, 20 ms) correlated 90 % in any order");
        DelayRun line = DelayRun.of(LossRun.lined(text), PACKETS, 4, 1_000_000L);
        assertThat(DelayRun.autocorrelation(line.values(), 1)).isCloseTo(0.9, within(0.05));
        DelayRun rule = DelayRun.of(LossRun.ruled(text), PACKETS, 4, 1_000_000L);
        assertThat(DelayRun.autocorrelation(rule.values(), 1)).isCloseTo(0, within(0.1));
    }
}
