package dev.weir.shaping.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialTest {
    @Test
    void is_the_exact_quantile_within_a_small_share() {
        double mean = 1e9;
        for (long i = 1; i < 10_000; i++) {
            double share = i / 10_000.0;
            long draw = (long) (share * 0x1p63) << 1;
            double exact = -Math.log1p(-share);
            assertThat(Exponential.nanos(draw, (long) mean) / mean).isCloseTo(exact, within(0.00004 * exact + 1e-8));
        }
        assertThat(Exponential.nanos(-1, 1_000_000)).isBetween(22_100_000L, 22_200_000L);
        assertThat(Exponential.nanos(0, 1_000_000)).isZero();
        assertThat(Exponential.nanos(-1, 1L << 54)).isPositive();
    }
}
