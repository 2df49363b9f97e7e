package dev.weir.shaping.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.HostileTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberSetTest {
    @Test
    void reads_numbers_and_ranges() {
        NumberSet ids = NumberSet.parse("process id", "9001, 9100 - 9200, 9150-9300", 0, Integer.MAX_VALUE);
        assertThat(ids).hasToString("9001, 9100-9300");
        assertThat(ids.contains(9001)).isTrue();
        assertThat(ids.contains(9002)).isFalse();
        assertThat(ids.contains(9150)).isTrue();
        assertThat(ids.ranges()).isEqualTo(2);
        assertThat(ids.first(1)).isEqualTo(9100);
        assertThat(ids.last(1)).isEqualTo(9300);
    }

    @Test
    void names_what_is_wrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberSet.parse("day", "1, 32", 1, 31))
                .withMessage("day must be within 1..31: 32 at 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberSet.parse("day", "x", 1, 31))
                .withMessage("days must be numbers and ranges like 8000-8100: \"x\" at 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberSet.of("day", 1, 31))
                .withMessage("at least 1 day must be given: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberSet.of("day", 1, 31, 0))
                .withMessage("day must be within 1..31: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberSet.range(2, 1))
                .withMessage("range must not run backward: 2-1");
    }

    @Test
    void joins_ranges_at_the_ends_of_all_numbers() {
        NumberSet all = NumberSet.of(
                "number", Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, 7);
        assertThat(all.ranges()).isEqualTo(3);
        assertThat(all.contains(Long.MIN_VALUE)).isTrue();
        assertThat(all.first(2)).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(all.last(2)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void agrees_with_a_walk() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            List<long[]> model = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(6); j >= 0; j--) {
                long from = random.nextInt(40);
                long to = from + random.nextInt(6);
                model.add(new long[] {from, to});
                text.append(text.isEmpty() ? "" : ",").append(from).append('-').append(to);
            }
            NumberSet set = NumberSet.parse("number", text.toString(), 0, 100);
            for (long number = -1; number < 50; number++) {
                long tested = number;
                assertThat(set.contains(number))
                        .isEqualTo(model.stream().anyMatch(range -> range[0] <= tested && tested <= range[1]));
            }
            assertThat(NumberSet.parse("number", set.toString(), 0, 100)).isEqualTo(set);
            for (int range = 1; range < set.ranges(); range++) {
                assertThat(set.first(range)).isGreaterThan(set.last(range - 1) + 1);
            }
        }
    }

    @Test
    void survives_hostile_texts() {
        assertThat(HostileTexts.feed(text -> NumberSet.parse("number", text, 0, 99), List.of("7", "1-9, 44"), "number"))
                .isPositive();
    }
}
