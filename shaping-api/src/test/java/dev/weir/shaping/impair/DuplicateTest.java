package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Probability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicateTest {
    @ParameterizedTest
    @CsvSource({"1 %, 1 %", "1% 1 copy, 1 %", "0.5 % 3 copies, 0.5 % 3 copies", "100 %  7copies, 100 % 7 copies"})
    void reads_and_prints(String text, String printed) {
        Duplicate duplicate = Duplicate.parse(text);
        assertThat(duplicate).hasToString(printed).isEqualTo(Duplicate.parse(printed));
        assertThat(Impairment.parse("duplicate=" + text)).hasToString("duplicate=" + printed);
    }

    @Test
    void is_absent_at_0() {
        assertThat(Impairment.parse("duplicate=0 % 3 copies")).isEqualTo(Impairment.NONE);
        assertThat(Impairment.builder().duplicate(Duplicate.of(Probability.percent(2), 2)).build().shape().toBuilder()
                        .build())
                .isEqualTo(Impairment.parse("duplicate=2 % 2 copies"))
                .isNotEqualTo(Impairment.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3 copies", "1 % copies", "1 % 3 copies 4 copies", "1 % 3 times", "101 %"})
    void refuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Duplicate.parse(text));
    }

    @Test
    void names_the_bound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse("duplicate=1 % 8 copies"))
                .withMessage("duplicate=1 % 8 copies: copies must be within 1..7: 8");
    }
}
