package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.000000000",
        "1, 0.000000001",
        "-1, -0.000000001",
        "-1500000000, -1.500000000",
        "1795403684097066625, 1795403684.097066625",
        "9223372036854775807, 9223372036.854775807",
        "-9223372036854775808, -9223372036.854775808",
    })
    void prints_nine_decimals(long nanos, String text) {
        assertThat(Timestamps.seconds(nanos)).isEqualTo(text);
    }
}
