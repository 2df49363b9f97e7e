package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionalLimitTest {
    @ParameterizedTest
    @CsvSource({
        "100000:50000, 800000, 400000",
        "100:50 kB/s, 800000, 400000",
        "1000 kbit/s : 125 kB/s, 1000000, 1000000",
        "1 Mbit/s:50000, 1000000, 400000",
        "1.5:2 Mbps, 1500000, 2000000",
        "64 kB/s, 512000, 512000",
        "*:5, 0, 40",
        "0:5 kB/s, 0, 40000",
        "7:0, 56, 0",
        "7 kbps:0 kB/s, 7000, 0",
        "7:*, 56, 0"
    })
    void reads_incoming_and_outgoing(String text, long incoming, long outgoing) {
        DirectionalLimit limit = DirectionalLimit.parse(text);
        assertThat(bits(limit, Direction.INCOMING)).isEqualTo(incoming);
        assertThat(bits(limit, Direction.OUTGOING)).isEqualTo(outgoing);
        assertThat(DirectionalLimit.parse(limit.toString())).isEqualTo(limit);
    }

    private static long bits(DirectionalLimit limit, Direction direction) {
        Rate rate = limit.rate(direction);
        return rate == null ? 0 : rate.bitsPerSecond();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1:",
                ":1",
                " : 5",
                "1:2:3",
                "*:*",
                "0:0",
                "*",
                "0",
                "-1:5",
                "x:5",
                "5:x",
                "1:2 parsecs",
                "**:1",
                "1e400:1"
            })
    void refuses_what_is_no_limit(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DirectionalLimit.parse(text));
    }

    @Test
    void fails_on_broken_text_only_as_documented() {
        SplittableRandom random = new SplittableRandom(1);
        String alphabet = "0123456789.:* kMbBits/ps-";
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                DirectionalLimit limit = DirectionalLimit.parse(text.toString());
                assertThat(DirectionalLimit.parse(limit.toString())).isEqualTo(limit);
                read++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s)(limit|rate) .*");
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void makes_a_priority_whose_directions_can_share_only_if_they_are_equal() {
        Priority priority = Priorities.limit("100000:50000");
        assertThat(priority).hasToString("incoming limited(limit=800 kbit/s), outgoing limited(limit=400 kbit/s)");
        assertThat(Priorities.limit("50000")).isEqualTo(Priorities.limit(50_000));
        assertThatIllegalStateException()
                .isThrownBy(priority::combined)
                .withMessageStartingWith("combined needs equal directions: ");
    }
}
