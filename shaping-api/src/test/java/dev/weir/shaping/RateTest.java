package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    private static final long MAX = Rate.MAX_BITS_PER_SECOND;

    @Test
    void scales_every_unit_by_powers_of_ten_and_eight() {
        assertThat(Rate.bitsPerSecond(7).bitsPerSecond()).isEqualTo(7);
        assertThat(Rate.kilobitsPerSecond(7).bitsPerSecond()).isEqualTo(7_000);
        assertThat(Rate.megabitsPerSecond(7).bitsPerSecond()).isEqualTo(7_000_000);
        assertThat(Rate.gigabitsPerSecond(7).bitsPerSecond()).isEqualTo(7_000_000_000L);
        assertThat(Rate.bytesPerSecond(7).bitsPerSecond()).isEqualTo(56);
        assertThat(Rate.kilobytesPerSecond(7).bitsPerSecond()).isEqualTo(56_000);
        assertThat(Rate.megabytesPerSecond(7).bitsPerSecond()).isEqualTo(56_000_000);
    }

    @Test
    void rounds_down_to_whole_bytes() {
        assertThat(Rate.bitsPerSecond(7).bytesPerSecond()).isZero();
        assertThat(Rate.bitsPerSecond(17).bytesPerSecond()).isEqualTo(2);
    }

    @Test
    void refuses_what_is_out_of_range_in_every_unit() {
        List<LongFunction<Rate>> factories = List.of(
                Rate::new,
                Rate::bitsPerSecond,
                Rate::kilobitsPerSecond,
                Rate::megabitsPerSecond,
                Rate::gigabitsPerSecond,
                Rate::bytesPerSecond,
                Rate::kilobytesPerSecond,
                Rate::megabytesPerSecond);
        for (LongFunction<Rate> factory : factories) {
            for (long number : new long[] {Long.MIN_VALUE, -1, 0, MAX + 1, Long.MAX_VALUE}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> factory.apply(number))
                        .withMessageContaining("rate must be within 1..1000000000000 bit/s: " + number);
            }
        }
        assertThat(Rate.gigabitsPerSecond(1_000)).isEqualTo(new Rate(MAX));
        assertThat(Rate.bytesPerSecond(MAX / 8)).isEqualTo(new Rate(MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.gigabitsPerSecond(1_001));
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.bytesPerSecond(MAX / 8 + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "10 Mbit/s, 10000000",
        "128 kbps, 128000",
        "1.5MB/s, 12000000",
        "100000, 800000",
        "1 B/s, 8",
        "1 b/s, 1",
        "1 KiB/s, 8192",
        "1 MiB/s, 8388608",
        "1 GiB/s, 8589934592",
        "1 Tbit/s, 1000000000000",
        "1.9 bit/s, 1",
        "1_000 bit/s, 1000",
        "'  2e3   bps  ', 2000",
        "0.125 kB/s, 1000",
        "4Gbit, 4000000000",
        "2 bytes/s, 16",
        "3 GB/s, 24000000000"
    })
    void reads_a_number_with_a_unit(String text, long bits) {
        assertThat(Rate.parse(text).bitsPerSecond()).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.9 bit/s", "-1 Mbit/s", "1.0001 Tbit/s", "1e99 Gbit/s", "1e-99 bit/s"})
    void refuses_a_text_out_of_range_with_its_bounds(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.parse(text))
                .withMessage("rate must be within 1..1000000000000 bit/s: \"%s\"", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 mbit/s", "1 kB", "1 parsec", "5 ms", "1 Mbit/s x"})
    void refuses_an_unknown_unit_with_the_known_ones(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.parse(text))
                .withMessageContaining("rate has an unknown unit (use bit/s, ")
                .withMessageEndingWith("\"%s\"", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "fast",
                "Mbit/s",
                "1.2.3",
                "٣ Mbit/s",
                "NaN",
                "Infinity",
                "0x10",
                ".5",
                "1e100000",
                "--1"
            })
    void refuses_what_is_no_number(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.parse(text)).withMessageStartingWith("rate ");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1 bit/s",
        "999, 999 bit/s",
        "1000, 1 kbit/s",
        "1234, 1.234 kbit/s",
        "1500000, 1.5 Mbit/s",
        "999999999, 999.999999 Mbit/s",
        "10000000000, 10 Gbit/s",
        "1000000000000, 1000 Gbit/s"
    })
    void prints_exactly_with_the_largest_fitting_unit(long bits, String text) {
        assertThat(new Rate(bits)).hasToString(text);
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            Rate rate = new Rate(1 + (random.nextLong() >>> 1 + random.nextInt(63)) % MAX);
            assertThat(Rate.parse(rate.toString())).isEqualTo(rate);
        }
        assertThat(Rate.parse(new Rate(MAX).toString())).isEqualTo(new Rate(MAX));
    }

    @Test
    void orders_by_size() {
        assertThat(List.of(new Rate(9), new Rate(10), new Rate(1)))
                .extracting(rate -> rate.compareTo(new Rate(9)))
                .containsExactly(0, 1, -1);
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(Rate::parse, List.of("10 Mbit/s", "1.5e3 kB/s", "100000"), "rate"))
                .isPositive();
    }
}
