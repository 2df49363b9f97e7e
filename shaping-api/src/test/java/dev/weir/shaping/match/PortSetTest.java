package dev.weir.shaping.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortSetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "80; 80",
                "443 ,80; 80, 443",
                "8000 - 8100; 8000-8100",
                "80, 81, 82-90, 85; 80-90",
                "0-65535; 0-65535",
                "65535,0; 0, 65535"
            })
    void prints_merged_ranges_in_order(String text, String canonical) {
        assertThat(PortSet.parse(text)).hasToString(canonical).isEqualTo(PortSet.parse(canonical));
        assertThat(PortSet.parse(text)).hasSameHashCodeAs(PortSet.parse(canonical));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "80, 70000; port must be within 0..65535: 70000 at 3",
                "90-80; port range must not run backward: \"90-80\" at 0",
                "80,,81; ports must be numbers and ranges like 8000-8100: \"\" at 3",
                "-1; ports must be numbers and ranges like 8000-8100: \"-1\" at 0"
            })
    void refuses_what_is_no_port(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortSet.parse(text))
                .withMessage(message);
    }

    @Test
    void agrees_with_a_bit_set() {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            BitSet model = new BitSet();
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                int from = random.nextInt(65_536);
                int to = Math.min(65_535, from + (random.nextBoolean() ? 0 : random.nextInt(9_000)));
                model.set(from, to + 1);
                text.append(text.isEmpty() ? "" : ",").append(from).append('-').append(to);
            }
            PortSet ports = PortSet.parse(text.toString());
            BitSet found = new BitSet();
            for (int port = -1; port <= 65_536; port++) {
                if (ports.contains(port)) {
                    found.set(port);
                }
            }
            assertThat(found).as("%s", ports).isEqualTo(model);
        }
    }

    @Test
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(PortSet::parse, List.of("80", "443, 8000-8100"), "port"))
                .isPositive();
    }
}
