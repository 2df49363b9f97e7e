package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import dev.weir.shaping.Probability;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "40 ms",
                "40 ms in any order",
                "uniform(40 ms, 5 ms) correlated 25 %",
                "normal(80 ms, 15 ms)",
                "normal(80 ms, 15 ms) correlated 25 % in any order shared",
                "normal(80 ms, 15 ms) correlated over 50 ms overtaking at most 3 per flow",
                "pareto(minimum=30 ms, shape=3)",
                "pareto-normal(80 ms, 15 ms)",
                "log-normal(median=40 ms, p99=200 ms)",
                "log-normal(median=40 ms, sigma=0.123456789)",
                "gamma(shape=2, scale=20 ms)",
                "gamma(shape=0.5, scale=20 ms, minimum=10 ms)",
                "laplace(40 ms, 5 ms)",
                "empirical(0 %=10 ms, 50 %=40 ms, 50 %=60 ms, 99.9 %=1 s)",
                "sine(40 ms, 10 ms, period=1 s)",
                "square(40 ms, 10 ms, period=1 s) in any order",
                "triangle(40 ms, 10 ms, period=1 s)",
                "netem(paretonormal, 100 ms, 20 ms) in any order"
            })
    void reads_back(String text) {
        Delay delay = Delay.parse(text);
        assertThat(delay).hasToString(text);
        Impairment impairment = Impairment.parse("delay=" + text + ", loss=1 %");
        assertThat(impairment.delay()).isEqualTo(delay);
        assertThat(Impairment.parse(impairment.toString())).isEqualTo(impairment);
    }

    @Test
    void reads_arguments_by_place_and_by_name() {
        assertThat(Delay.parse("uniform(40 ms, 5 ms)"))
                .isEqualTo(Impairment.parse("delay=40 ms jitter=5 ms").delay());
        assertThat(Delay.parse("normal(deviation=15ms,mean=80ms)"))
                .isEqualTo(Delay.normal(Duration.ofMillis(80), Duration.ofMillis(15)));
        assertThat(Delay.parse("pareto(30 ms, 3)")).isEqualTo(Delay.pareto(Duration.ofMillis(30), 3));
        assertThat(Delay.parse("log-normal(40 ms, 200 ms)"))
                .isEqualTo(Delay.logNormal(Duration.ofMillis(40), Duration.ofMillis(200)));
        assertThat(Delay.parse("gamma(1, 20 ms)")).isEqualTo(Delay.gamma(1, Duration.ofMillis(20), Duration.ZERO));
        assertThat(Delay.parse("normal(80 ms,  15 ms)  correlated   0.25  in order"))
                .isEqualTo(Delay.normal(Duration.ofMillis(80), Duration.ofMillis(15))
                        .correlated(0.25));
    }

    @Test
    void builds_what_it_reads() {
        Duration base = Duration.ofMillis(40);
        assertThat(Delay.laplace(base, Duration.ofMillis(5))
                        .correlatedOver(Duration.ofMillis(50))
                        .perFlow())
                .isEqualTo(Delay.parse("laplace(40 ms, 5 ms) correlated over 50 ms per flow"));
        assertThat(Delay.empirical(List.of(new EmpiricalDelay.Point(Probability.ONE, base))))
                .hasToString("empirical(100 %=40 ms)");
        assertThat(Delay.logNormal(base, 0.5)
                        .order(DelayOrder.overtakingAtMost(2))
                        .shared())
                .isEqualTo(Delay.parse("log-normal(median=40 ms, sigma=0.5) shared overtaking at most 2"));
        assertThat(Delay.wave(WaveDelay.Form.SQUARE, base, base, Duration.ofSeconds(2)))
                .isEqualTo(Delay.parse("square(40 ms, 40 ms, 2 s)"));
        assertThat(Delay.netem(NetemDelay.Table.NORMAL, base, base))
                .isEqualTo(Delay.parse("netem(normal, 40 ms, 40 ms)"));
        assertThat(Delay.paretoNormal(base, base).order(DelayOrder.FREE))
                .isEqualTo(Delay.parse("pareto-normal(40 ms, 40 ms) in any order"));
    }

    @Test
    void adds_a_jitter_to_a_constant_delay_alone() {
        assertThat(Impairment.parse("delay=40 ms in any order jitter=5 ms"))
                .hasToString("delay=uniform(40 ms, 5 ms) in any order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("jitter=5 ms delay=normal(80 ms, 15 ms)"))
                .withMessage("jitter=5 ms: jitter needs a constant delay, not normal(80 ms, 15 ms)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "normal(80 ms)|normal needs deviation|80 ms",
                "normal(80 ms, 2 h)|deviation must be within 0..1 h|7200 s",
                "normal(80 ms, many)|deviation must be a number with a unit|many",
                "pareto(30 ms, 0)|shape must be within 0.1..1000|0.0",
                "gamma(0.01, 30 ms)|shape must be within 0.1..100|0.01",
                "gamma(1, 0 ms)|scale must be above 0|0 ms",
                "log-normal(median=40 ms, p99=20 ms)|p99 must be at least the median, 40 ms|20 ms",
                "log-normal(median=40 ms, p99=50 ms, sigma=1)|takes p99 or sigma, not both|sigma=1",
                "log-normal(median=0 ms, sigma=1)|median must be above 0|0 ms",
                "empirical(50 %=40 ms, 40 %=50 ms)|percentiles must ascend|40 %=50 ms",
                "empirical(40 ms)|percentiles must be like 50 %=40 ms|40 ms",
                "sine(40 ms, 10 ms, 0 ms)|period must be above 0|0 ms",
                "netem(cauchy, 40 ms, 10 ms)|table must be one of uniform, normal, pareto, paretonormal|cauchy",
                "netem(normal, 40 ms, 3 s)|jitter must be within 0..2147483647 ns|3 s",
                "normal(80 ms, 15 ms) correlated 100 %|correlation of delays must be within 0..0.99999|1.0",
                "normal(80 ms, 15 ms) correlated over 0 s|time of correlation must be above 0|0 ms",
                "40 ms correlated 25 %|correlation needs a distribution|40 ms",
                "netem(normal, 40 ms, 1 ms) correlated 25 %|correlation needs a distribution|netem",
                "40 ms overtaking at most 65|packets overtaken must be within 0..64|65",
                "40 ms in order in any order|against another|in any order",
                "40 ms sideways|number with a unit|sideways",
                "weird(1 ms)|unknown delay \"weird\" (known: a time, uniform|weird"
            })
    void names_what_was_expected_and_the_value(String text, String expected, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("delay=" + text))
                .withMessageStartingWith("delay=" + text + ": ")
                .withMessageContaining(expected)
                .withMessageContaining(value);
    }

    @Test
    void survives_hostile_texts() {
        List<String> valid = List.of(
                "delay=normal(80 ms, 15 ms) correlated over 50 ms overtaking at most 3 per flow",
                "delay=log-normal(median=40 ms, p99=200 ms)",
                "delay=empirical(0 %=10 ms, 50 %=40 ms, 50 %=60 ms, 99.9 %=1 s), loss=1 %",
                "delay=gamma(shape=0.5, scale=20 ms, minimum=10 ms) correlated 25 % in any order",
                "delay=sine(40 ms, 10 ms, period=1 s)",
                "delay=netem(normal, 100 ms, 20 ms) shared");
        assertThat(HostileTexts.feed(Impairment::parse, valid, "delay", "loss", "rate"))
                .isPositive();
    }
}
