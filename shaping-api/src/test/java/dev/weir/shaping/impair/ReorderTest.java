package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Probability;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReorderTest {
    @ParameterizedTest
    @CsvSource({
        "reorder=25% gap 5 delay=1 ms, delay=1 ms reorder=25 % gap 5",
        "delay=1 ms reorder=25 % gap 1, delay=1 ms reorder=25 %",
        "swap=1 %, swap=1 %",
        "behind=1 % by 1, swap=1 %",
        "swap=1 % within 20ms, swap=1 % within 20 ms",
        "behind=1 % within 1 s by 3, behind=1 % by 3 within 1 s",
        "ahead=2 % by 3, ahead=2 % by 3",
        "ahead=2 % within 100 ms, ahead=2 %"
    })
    void reads_and_prints(String text, String printed) {
        assertThat(Impairment.parse(text)).hasToString(printed).isEqualTo(Impairment.parse(printed));
    }

    @Test
    void is_built() {
        Probability percent = Probability.percent(1);
        assertThat(Reorder.early(percent, 5)).hasToString("reorder=1 % gap 5");
        assertThat(Reorder.swap(percent)).isEqualTo(Reorder.behind(percent, 1)).hasToString("swap=1 %");
        assertThat(Reorder.ahead(percent, 2).within(Duration.ofSeconds(1))).hasToString("ahead=1 % by 2 within 1 s");
        assertThat(Impairment.parse("swap=0 %")).isEqualTo(Impairment.NONE);
        assertThat(Impairment.builder()
                        .reorder(Reorder.ahead(Probability.ZERO, 9))
                        .build())
                .isEqualTo(Impairment.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reorder=1 %|reorder has no effect without delay",
                "reorder=1 % gap 0 delay=1 ms|gap must be within 1..100: 0",
                "reorder=1 % within 1 s delay=1 ms|probability has an unknown unit",
                "swap=1 % by 2|",
                "ahead=1 % by 101|packets must be within 1..100: 101",
                "behind=1 % within 0 ms|time held must be above 0, at most 1 h: 0 ms",
                "behind=1 % within 2 h|time held must be within 0..1 h",
                "swap=1 % ahead=1 %|one way at a time, not by swap too"
            })
    void refuses(String text, @Nullable String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Impairment.parse(text))
                .withMessageContaining(message == null ? "" : message);
    }

    @Test
    void refuses_a_bound_where_nothing_is_held() {
        Reorder early = Reorder.early(Probability.percent(1), 2);
        assertThatIllegalArgumentException().isThrownBy(() -> early.within(Duration.ofSeconds(1)));
    }

    @Test
    void ramps_keep_it() {
        Timeline<Impairment> ramp =
                Timeline.parse("0 s: delay=10 ms reorder=25 % | 1 s ramp 400 ms in 4 steps: delay=30 ms reorder=25 %");
        assertThat(ramp.phaseAt(Duration.ofMillis(1_250)).value()).hasToString("delay=20 ms reorder=25 %");
    }
}
