package dev.weir.shaping.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayHistogramTest {
    private static final double[] PERCENTILES = {0, 0.01, 1, 10, 25, 50, 75, 90, 99, 99.9, 99.99, 100};

    @ParameterizedTest
    @ValueSource(longs = {100, 200, 10_000, 1_000_000, 3_600_000_000_000L, Long.MAX_VALUE})
    void agrees_with_a_sorted_array_within_one_percent(long bound) {
        SplittableRandom random = new SplittableRandom(bound);
        long[] values = new long[20_000];
        DelayHistogram histogram = new DelayHistogram();
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextLong(bound) >>> random.nextInt(20);
            sum = sum.add(BigInteger.valueOf(values[i]));
            histogram.record(values[i]);
        }
        Arrays.sort(values);
        for (double percent : PERCENTILES) {
            int rank = (int) Math.max(1, Math.ceil(percent / 100 * values.length));
            double expected = values[rank - 1];
            assertThat((double) histogram.snapshot().percentileNanos(percent))
                    .as("%s %%", percent)
                    .isCloseTo(expected, within(0.01 * expected));
        }
        double mean = new BigDecimal(sum)
                .divide(BigDecimal.valueOf(values.length), 20, RoundingMode.HALF_EVEN)
                .doubleValue();
        assertThat(histogram.snapshot().meanNanos()).isCloseTo(mean, within(mean * 1e-12));
        assertThat(histogram.snapshot().maxNanos()).isEqualTo(values[values.length - 1]);
        assertThat(histogram.snapshot().count()).isEqualTo(values.length);
        assertThat(histogram.snapshot().bars().stream()
                        .mapToLong(DelayCounts.Bar::count)
                        .sum())
                .isEqualTo(values.length);
        assertThat(histogram.snapshot().bars()).isSortedAccordingTo((a, b) -> Long.compare(a.nanos(), b.nanos()));
    }

    @Test
    void is_exact_for_short_delays() {
        DelayHistogram histogram = new DelayHistogram();
        for (int nanos = 0; nanos < 128; nanos++) {
            histogram.record(nanos);
        }
        assertThat(histogram.snapshot().bars()).hasSize(128).allMatch(bar -> bar.count() == 1);
        assertThat(histogram.snapshot().percentileNanos(50)).isEqualTo(63);
        assertThat(histogram.snapshot().meanNanos()).isEqualTo(63.5);
    }

    @Test
    void is_zero_when_empty() {
        DelayHistogram histogram = new DelayHistogram();
        assertThat(histogram.snapshot().percentileNanos(99)).isZero();
        assertThat(histogram.snapshot().meanNanos()).isZero();
        assertThat(histogram.snapshot().bars()).isEmpty();
    }
}
