package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import dev.weir.shaping.Rate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final Rate RATE = Rate.kilobytesPerSecond(50);

    @Test
    void reads_bytes_packets_or_both() {
        assertThat(RateLimit.parse("50 kB/s")).isEqualTo(RateLimit.of(RATE));
        assertThat(RateLimit.parse("50 kB/s and 100 packets/s")).isEqualTo(new RateLimit(RATE, 100));
        assertThat(RateLimit.parse(" 400 kbps  and  1 packet/s ")).isEqualTo(new RateLimit(RATE, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 packets/s", "100packet/s", "100 p/s", " 100 pps "})
    void reads_every_unit_of_packets(String text) {
        assertThat(RateLimit.parse(text)).isEqualTo(RateLimit.packets(100));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 1_000_000_001, Long.MAX_VALUE})
    void refuses_a_packet_rate_out_of_range(long packetsPerSecond) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(RATE, packetsPerSecond))
                .withMessage("packet limit must be within 0..1000000000 packets/s: " + packetsPerSecond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000001", "999999999999", "99999999999999999999999"})
    void refuses_a_text_out_of_range_with_its_bounds(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse(number + " packets/s"))
                .withMessage("packet limit must be within 0..1000000000 packets/s: " + number);
    }

    @Test
    void refuses_a_limit_that_bounds_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.packets(0))
                .withMessage("limit must bound bytes, packets or both: 0 and 0");
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.parse("0 pps"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "and",
                "50 kB/s and",
                "and 100 pps",
                "50 kB/s and 100",
                "1 pps and 1 kB/s",
                "1.5 pps",
                "-1 pps"
            })
    void refuses_other_texts(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse(text))
                .withMessageStartingWith("rate ");
    }

    @ParameterizedTest
    @CsvSource({"50 kB/s, 400 kbit/s", "1 pps, 1 packets/s", "50 kB/s and 1 pps, 400 kbit/s and 1 packets/s"})
    void prints_what_it_bounds(String text, String printed) {
        assertThat(RateLimit.parse(text)).hasToString(printed);
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(8);
        for (int i = 0; i < 50_000; i++) {
            RateLimit limit = RandomImpairments.limit(random);
            assertThat(RateLimit.parse(limit.toString())).isEqualTo(limit);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        List<String> valid = List.of("50 kB/s", "100 packets/s", "50 kB/s and 100 packets/s");
        assertThat(HostileTexts.feed(RateLimit::parse, valid, "rate", "limit")).isPositive();
    }
}
