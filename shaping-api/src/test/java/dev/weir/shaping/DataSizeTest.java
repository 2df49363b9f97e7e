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

class DataSizeTest {
    @Test
    void refuses_a_negative_amount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSize.ofBytes(-1))
                .withMessage("data size must not be negative: -1");
        assertThat(DataSize.ofBytes(0).bytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1000000, 1000000",
        "64 kB, 64000",
        "64KB, 64000",
        "4.5GB, 4500000000",
        "2 TB, 2000000000000",
        "1 MB, 1000000",
        "1 KiB, 1024",
        "1 MiB, 1048576",
        "1 GiB, 1073741824",
        "1.9 B, 1",
        "3 bytes, 3",
        "1 byte, 1",
        "9223372036854775807, 9223372036854775807"
    })
    void reads_a_number_with_a_unit(String text, long bytes) {
        assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.1 kB", "9223372036854775808", "1e19", "9223372.1 TB", "9e99 GiB"})
    void refuses_a_text_out_of_range_with_its_bounds(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSize.parse(text))
                .withMessage("data size must be within 0..9223372036854775807 bytes: \"%s\"", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 kbit", "1 mb", "1 Mbit/s", "1 b"})
    void refuses_an_unknown_unit_with_the_known_ones(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSize.parse(text))
                .withMessage("data size has an unknown unit (use B, kB, MB, GB, TB, KiB, MiB, GiB): \"%s\"", text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "64000, 64 kB", "1234567, 1.234567 MB", "4500000000, 4.5 GB"})
    void prints_exactly_with_the_largest_fitting_unit(long bytes, String text) {
        assertThat(new DataSize(bytes)).hasToString(text);
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            DataSize size = new DataSize(random.nextLong() >>> 1 + random.nextInt(63));
            assertThat(DataSize.parse(size.toString())).isEqualTo(size);
        }
        DataSize max = new DataSize(Long.MAX_VALUE);
        assertThat(DataSize.parse(max.toString())).isEqualTo(max);
    }

    @Test
    void orders_by_size() {
        assertThat(new DataSize(9)).isLessThan(new DataSize(10)).isGreaterThan(new DataSize(8));
        assertThat(new DataSize(9)).isEqualByComparingTo(new DataSize(9));
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(DataSize::parse, List.of("64 kB", "4.5GB", "0"), "data size"))
                .isPositive();
    }
}
