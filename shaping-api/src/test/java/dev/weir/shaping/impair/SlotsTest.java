package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.DataSize;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {
    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            Slots slots = RandomImpairments.slots(random);
            assertThat(Slots.parse(slots.toString())).isEqualTo(slots);
        }
        assertThat(Impairment.parse("delay=1 ms slot=800 us..1 ms and 32 kB and 64 packets")
                        .slots())
                .isEqualTo(new Slots(Duration.ofNanos(800_000), Duration.ofMillis(1), 64, DataSize.parse("32 kB")))
                .hasToString("800 us..1 ms and 64 packets and 32 kB");
        assertThat(Slots.parse("10 ms")).isEqualTo(Slots.of(Duration.ofMillis(10), Duration.ofMillis(10)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            0 ms        | slot must be within 0..1 h, in order and above 0: 0 ms..0 ms
            2 ms..1 ms  | slot must be within 0..1 h, in order and above 0: 2 ms..1 ms
            1 ms..2 h   | slot must be within 0..1 h, in order and above 0: 1 ms..7200 s
            fast        | slot must be a number with a unit: "fast"
            1 ms and 2 packets and 3 packets | quota of a slot must be packets and bytes, each once: "1 ms and 2 packets and 3 packets"
            1 ms and 5 ms | quota of a slot must be packets and bytes, each once: "1 ms and 5 ms"
            """)
    void says_what_is_wrong(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Slots.parse(text)).withMessage(message);
    }
}
