package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.HostileTexts;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueLimitTest {
    @Test
    void reads_bytes_packets_or_a_time() {
        assertThat(QueueLimit.parse("64 kB")).isEqualTo(QueueLimit.bytes(DataSize.ofBytes(64_000)));
        assertThat(QueueLimit.parse("0")).isEqualTo(QueueLimit.bytes(DataSize.ofBytes(0)));
        assertThat(QueueLimit.parse("100 packets")).isEqualTo(QueueLimit.packets(100));
        assertThat(QueueLimit.parse("1packet")).isEqualTo(QueueLimit.packets(1));
        assertThat(QueueLimit.parse("0 p")).isEqualTo(QueueLimit.packets(0));
        assertThat(QueueLimit.parse("50 ms")).isEqualTo(QueueLimit.time(Duration.ofMillis(50)));
        assertThat(QueueLimit.parse("0.5 s")).isEqualTo(QueueLimit.time(Duration.ofMillis(500)));
        assertThat(QueueLimit.parse("1 h")).isEqualTo(QueueLimit.time(Duration.ofHours(1)));
    }

    @Test
    void refuses_values_out_of_range() {
        refuses(() -> QueueLimit.packets(-1), "queue must not be negative: -1 packets");
        refuses(() -> QueueLimit.time(Duration.ofNanos(-1)), "queue must be within 0..1 h: -1 ns");
        refuses(() -> QueueLimit.time(Delay.MAX.plusNanos(1)), "queue must be within 0..1 h: 3600.000000001 s");
        refuses(() -> QueueLimit.parse("2 h"), "queue must be within 0..1 h: 7200 s");
        refuses(() -> QueueLimit.parse("-1 ms"), "queue must be within 0..1 h: -1 ms");
    }

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "many",
                "packets",
                "-1 packets",
                "1.5 packets",
                "64 kbit",
                "1 Mbit/s",
                "-1 kB",
                "٣ packets"
            })
    void refuses_other_texts(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueueLimit.parse(text))
                .withMessage(
                        "queue must be bytes, packets or a time, such as 64 kB, 100 packets or 50 ms: \"%s\"", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808 packets", "99999999999999999999999999 p"})
    void refuses_more_packets_than_it_can_count(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueueLimit.parse(text))
                .withMessage("queue must be within 0..9223372036854775807 packets: \"%s\"", text);
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(9);
        for (int i = 0; i < 50_000; i++) {
            readsBack(RandomImpairments.queue(random));
        }
        readsBack(QueueLimit.packets(Long.MAX_VALUE));
        readsBack(QueueLimit.bytes(DataSize.ofBytes(Long.MAX_VALUE)));
        readsBack(QueueLimit.time(Delay.MAX));
    }

    private static void readsBack(QueueLimit limit) {
        assertThat(QueueLimit.parse(limit.toString())).isEqualTo(limit);
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(QueueLimit::parse, List.of("64 kB", "100 packets", "50 ms"), "queue"))
                .isPositive();
    }
}
