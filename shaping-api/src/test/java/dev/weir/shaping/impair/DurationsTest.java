package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "40 ms, 40000000",
        "40ms, 40000000",
        "1.5 s, 1500000000",
        "2 sec, 2000000000",
        "3 us, 3000",
        "3 µs, 3000",
        "7 ns, 7",
        "2 min, 120000000000",
        "1 h, 3600000000000",
        "-5 ms, -5000000",
        "0.4 ns, 0",
        "0.000001 ms, 1"
    })
    void reads_a_number_with_a_unit(String text, long nanos) {
        assertThat(Durations.parse("delay", text)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "7, 7 ns",
        "1500, 1.5 us",
        "40000000, 40 ms",
        "40000001, 40.000001 ms",
        "1500000000, 1.5 s",
        "3600000000000, 3600 s",
        "-1500, -1.5 us"
    })
    void prints_exactly_with_the_largest_fitting_unit(long nanos, String text) {
        assertThat(Durations.format(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "40 m", "40 days", "40 MS"})
    void refuses_an_unknown_unit_with_the_known_ones(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse("jitter", text))
                .withMessage("jitter has an unknown unit (use ns, us, ms, s, min, h): \"%s\"", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ms", ".5 ms", "1e3 ms", "٣ ms", "40 ms ms", "NaN ms", "9999999999999999999 ms"})
    void refuses_what_is_no_number(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse("jitter", text))
                .withMessage("jitter must be a number with a unit: \"%s\"", text);
    }

    @Test
    void reads_the_longest_texts_without_overflow() {
        assertThat(Durations.parse("delay", "999999999999999 h")).isEqualTo(Duration.ofHours(999_999_999_999_999L));
        assertThat(Durations.parse("delay", "-999999999999999 h")).isEqualTo(Duration.ofHours(-999_999_999_999_999L));
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(10);
        for (int i = 0; i < 50_000; i++) {
            Duration time = Duration.ofNanos(random.nextLong() >> random.nextInt(64));
            assertThat(Durations.parse("delay", Durations.format(time))).isEqualTo(time);
        }
    }
}
