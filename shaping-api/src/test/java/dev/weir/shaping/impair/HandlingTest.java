package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlingTest {
    @ParameterizedTest
    @CsvSource({
        "mtu=1400, mtu=1400 B",
        "ttl=-1, ttl=-1",
        "ecn=5%, ecn=5 %",
        "truncate=100 B ecn=0 ttl=0 mtu=1 kB, mtu=1000 B truncate=100 B"
    })
    void reads_and_prints(String text, String printed) {
        assertThat(Impairment.parse(text)).hasToString(printed).isEqualTo(Impairment.parse(printed));
    }

    @Test
    void is_built() {
        Handling handling = Handling.NONE
                .withMtu(DataSize.bytes(1_400))
                .withHops(2)
                .withEcn(Probability.percent(5))
                .withTruncation(DataSize.bytes(60));
        assertThat(Impairment.builder().handling(handling).build())
                .isEqualTo(Impairment.parse("mtu=1400 ttl=-2 ecn=5 % truncate=60"));
        assertThat(Impairment.parse("ttl=0 ecn=0 %")).isEqualTo(Impairment.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mtu=0|mtu=0: mtu must be at least 1 byte: 0 B",
                "truncate=0 B|truncate must be at least 1 byte: 0 B",
                "ttl=-256|ttl must be within -255..0: -256",
                "ttl=64|expected by how much it falls, such as -1: \"64\"",
                "ecn=101 %|0..100 %"
            })
    void refuses(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse(text))
                .withMessageContaining(message);
    }
}
