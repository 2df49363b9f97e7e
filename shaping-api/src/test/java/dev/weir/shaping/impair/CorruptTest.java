package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Probability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorruptTest {
    @ParameterizedTest
    @CsvSource({
        "1%, 1 %",
        "0.1 % of the payload, 0.1 % of the payload",
        "1 % with repaired checksums  of the payload, 1 % of the payload with repaired checksums",
        "1 % with repaired checksums, 1 % with repaired checksums"
    })
    void reads_and_prints(String text, String printed) {
        assertThat(Corrupt.parse(text)).hasToString(printed).isEqualTo(Corrupt.parse(printed));
        assertThat(Impairment.parse("corrupt=" + text)).hasToString("corrupt=" + printed);
    }

    @Test
    void is_built() {
        assertThat(Corrupt.of(Probability.percent(1)).ofPayload().withRepairedChecksums())
                .isEqualTo(Corrupt.parse("1 % of the payload with repaired checksums"));
        assertThat(Impairment.parse("corrupt=0 % of the payload")).isEqualTo(Impairment.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "of the payload", "1 % of the header", "1 % of the payload of the payload", "101 %"})
    void refuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Corrupt.parse(text));
    }
}
