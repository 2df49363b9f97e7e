package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbabilityTest {
    @ParameterizedTest
    @ValueSource(
            doubles = {
                -Double.MIN_VALUE,
                -1,
                1.0000000000000002,
                40,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void refuses_a_value_out_of_range(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Probability.of(value))
                .withMessage("probability must be within 0.0..1.0: " + value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 100.00000000000001, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_a_percentage_out_of_range(double percent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Probability.percent(percent))
                .withMessage("percentage must be within 0..100: " + percent);
    }

    @Test
    void takes_percent_as_hundredths() {
        assertThat(Probability.percent(1)).isEqualTo(Probability.of(0.01));
        assertThat(Probability.percent(100)).isEqualTo(Probability.ONE);
        assertThat(Probability.percent(0)).isEqualTo(Probability.ZERO);
    }

    @Test
    void has_one_zero() {
        assertThat(Probability.of(-0.0)).isEqualTo(Probability.ZERO).hasToString("0 %");
        assertThat(Probability.parse("-0")).isEqualTo(Probability.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"1 %, 0.01", "0.5%, 0.005", "0.01, 0.01", "1, 1", "0, 0", "100 %, 1", "1e-3, 0.001", "' 2  % ', 0.02"})
    void reads_a_percentage_or_a_fraction(String text, double value) {
        assertThat(Probability.parse(text).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "-1 %", "100.0000001 %", "1.0000000000000000000001", "1e99"})
    void refuses_a_text_out_of_range_with_its_bounds(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Probability.parse(text))
                .withMessage("probability must be within 0..100 %% or 0.0..1.0: \"%s\"", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 percent", "1 ms", "0.5 % %", "1 ‰"})
    void refuses_an_unknown_unit_with_the_known_one(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Probability.parse(text))
                .withMessage("probability has an unknown unit (use %% or a fraction): \"%s\"", text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "1, 100 %", "0.005, 0.5 %", "0.01, 1 %", "0.333, 33.3 %", "1e-7, 0.00001 %"})
    void prints_percent(double value, String text) {
        assertThat(Probability.of(value)).hasToString(text);
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            readsBack(random.nextDouble());
            readsBack(Double.longBitsToDouble(random.nextLong() >>> 2));
        }
        readsBack(Double.MIN_VALUE);
        readsBack(Double.MIN_NORMAL);
        readsBack(Math.nextDown(1.0));
    }

    private static void readsBack(double value) {
        Probability probability = Probability.of(Math.min(value, 1.0));
        assertThat(Probability.parse(probability.toString())).isEqualTo(probability);
    }

    @Test
    void counts_the_draws_for_which_the_event_happens() {
        assertThat(Probability.ZERO.threshold()).isZero();
        assertThat(Probability.ONE.threshold()).isEqualTo(1L << 53);
        assertThat(Probability.of(0.5).threshold()).isEqualTo(1L << 52);
        assertThat(Probability.of(Double.MIN_VALUE).threshold()).isEqualTo(1);
        assertThat(Probability.of(Math.nextDown(1.0)).threshold()).isEqualTo((1L << 53) - 1);
    }

    @Test
    void orders_by_value() {
        assertThat(Probability.of(0.2)).isLessThan(Probability.of(0.3)).isGreaterThan(Probability.of(0.1));
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(Probability::parse, List.of("1 %", "0.5%", "0.01"), "probability"))
                .isPositive();
    }
}
