package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Probability;
import org.junit.jupiter.api.Test;

class LossTest {
    @Test
    void is_equal_by_probability() {
        assertThat(Loss.random(Probability.percent(1))).isEqualTo(Loss.random(Probability.of(0.01)));
        assertThat(Loss.random(Probability.ZERO)).isEqualTo(Loss.NONE);
        assertThat(Loss.random(Probability.ONE)).isNotEqualTo(Loss.NONE);
    }

    @Test
    void prints_percent() {
        assertThat(Loss.random(Probability.of(0.015))).hasToString("1.5 %");
    }
}
