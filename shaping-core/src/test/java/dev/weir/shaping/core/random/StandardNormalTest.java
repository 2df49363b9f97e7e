package dev.weir.shaping.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNormalTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.15865525393145705",
        "1.959963984540054, 0.025",
        "2.3263478740408408, 0.01",
        "3, 0.0013498980316300946",
        "3.090232306167813, 0.001",
        "5, 2.8665157187919391e-7",
        "6, 9.8658764503769814e-10"
    })
    void has_the_tails_and_quantiles_of_the_tables(double value, double share) {
        assertThat(StandardNormal.tail(value) / share).isCloseTo(1, within(1e-12));
        assertThat(StandardNormal.quantile(share)).isCloseTo(value, within(1e-12));
    }

    @Test
    void draws_the_exact_quantile_within_the_bound() {
        for (long i = 1; i < 20_000; i++) {
            double share = i / 20_000.0;
            long draw = (long) (share * 0x1p63) << 1;
            double exact = share < 0.5 ? -StandardNormal.quantile(share) : StandardNormal.quantile(1 - share);
            assertThat(Math.scalb((double) StandardNormal.draw(draw), -StandardNormal.BITS))
                    .isCloseTo(exact, within(0.00005));
        }
        assertThat(StandardNormal.draw(0)).isEqualTo(-StandardNormal.draw(-1));
        assertThat(Math.scalb((double) StandardNormal.draw(-1), -StandardNormal.BITS))
                .isBetween(6.22, 6.24);
    }
}
