package dev.weir.shaping.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Draws along each argument, judged by tests of five standard deviations; the draws are fixed, so each passes always or never.
 */
class DrawsStatisticsTest {
    private static final int N = 1 << 18;
    private static final double Z = 5;

    @ParameterizedTest
    @EnumSource
    void is_uniform_by_kolmogorov_and_smirnov(Argument argument) {
        double[] sorted = fractions(argument);
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < N; i++) {
            distance = Math.max(distance, Math.max(sorted[i] - (double) i / N, (i + 1.0) / N - sorted[i]));
        }
        assertThat(distance).isLessThan(2.69 / Math.sqrt(N));
    }

    @ParameterizedTest
    @EnumSource
    void is_uniform_in_every_byte_by_chi_square(Argument argument) {
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            int[] counts = new int[256];
            for (int i = 0; i < N; i++) {
                counts[(int) (argument.draw(i) >>> shift) & 255]++;
            }
            assertThat(chiSquare(counts)).as("byte at bit %d", shift).isBetween(quantile(255, -Z), quantile(255, Z));
        }
    }

    @ParameterizedTest
    @EnumSource
    void is_uniform_in_pairs_of_neighbours_by_chi_square(Argument argument) {
        int[] high = new int[1 << 12];
        int[] low = new int[1 << 12];
        long previous = argument.draw(-1);
        for (int i = 0; i < N; i++) {
            long draw = argument.draw(i);
            high[(int) (previous >>> 58 << 6 | draw >>> 58)]++;
            low[(int) ((previous & 63) << 6 | draw & 63)]++;
            previous = draw;
        }
        assertThat(chiSquare(high)).isBetween(quantile(4_095, -Z), quantile(4_095, Z));
        assertThat(chiSquare(low)).isBetween(quantile(4_095, -Z), quantile(4_095, Z));
    }

    @ParameterizedTest
    @EnumSource
    void does_not_correlate_with_itself(Argument argument) {
        double[] draws = fractions(argument);
        for (int lag : new int[] {1, 2, 3, 4, 5, 8, 16, 64, 256, 1_024}) {
            assertThat(correlation(draws, draws, lag)).as("lag %d", lag).isBetween(-Z / Math.sqrt(N), Z / Math.sqrt(N));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SEED", "RULE", "FLOW", "INCARNATION"})
    void does_not_correlate_with_the_neighbouring_stream(Argument argument) {
        double[] one = new double[N];
        double[] other = new double[N];
        for (int i = 0; i < N; i++) {
            one[i] = fraction(Draws.draw(argument.draw(100), i, 0, 0));
            other[i] = fraction(Draws.draw(argument.draw(101), i, 0, 0));
        }
        for (int lag = 0; lag < 8; lag++) {
            assertThat(correlation(one, other, lag)).as("lag %d", lag).isBetween(-Z / Math.sqrt(N), Z / Math.sqrt(N));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -7, 1_000})
    void is_no_shifted_copy_of_a_stream_that_is_some_steps_ahead(long steps) {
        double[] one = new double[N];
        double[] other = new double[N];
        for (int i = 0; i < N; i++) {
            one[i] = fraction(Draws.draw(1_000, i, 0, 0));
            other[i] = fraction(Draws.draw(1_000 + steps * 0x9E3779B97F4A7C15L, i - steps, 0, 0));
        }
        assertThat(correlation(one, other, 0)).isBetween(-Z / Math.sqrt(N), Z / Math.sqrt(N));
    }

    @ParameterizedTest
    @EnumSource
    void flips_every_bit_half_of_the_time_when_a_bit_of_the_argument_flips(Argument argument) {
        int samples = 1 << 11;
        for (int flipped = 0; flipped < argument.bits(); flipped++) {
            int[] flips = new int[Long.SIZE];
            for (int i = 0; i < samples; i++) {
                long value = i * 0x2545F4914F6CDD1DL;
                long change = argument.draw(value) ^ argument.draw(value ^ 1L << flipped);
                for (int bit = 0; bit < Long.SIZE; bit++) {
                    flips[bit] += (int) (change >>> bit & 1);
                }
            }
            double tolerance = Z * Math.sqrt(samples) / 2;
            for (int bit = 0; bit < Long.SIZE; bit++) {
                assertThat((double) flips[bit])
                        .as("bit %d of the draw for bit %d of the argument", bit, flipped)
                        .isBetween(samples / 2.0 - tolerance, samples / 2.0 + tolerance);
            }
        }
    }

    private static double[] fractions(Argument argument) {
        double[] draws = new double[N];
        for (int i = 0; i < N; i++) {
            draws[i] = fraction(argument.draw(i));
        }
        return draws;
    }

    private static double fraction(long draw) {
        return (draw >>> 11) * 0x1p-53;
    }

    /** The correlation coefficient of two uniform series, of which the variance is known to be 1/12. */
    private static double correlation(double[] one, double[] other, int lag) {
        double sum = 0;
        for (int i = lag; i < one.length; i++) {
            sum += (one[i] - 0.5) * (other[i - lag] - 0.5);
        }
        return 12 * sum / one.length;
    }

    private static double chiSquare(int[] counts) {
        double expected = (double) N / counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /** Wilson and Hilferty's approximation of the quantile of chi-square at z standard deviations. */
    private static double quantile(int degrees, double z) {
        double spread = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - spread + z * Math.sqrt(spread), 3);
    }
}
