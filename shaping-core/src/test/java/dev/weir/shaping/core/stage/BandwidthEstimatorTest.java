package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.BandwidthDetection;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthEstimatorTest {
    private static final long SECOND = 1_000_000_000;
    private static final long OPEN = 0;

    private static BandwidthEstimator every(Duration interval) {
        return new BandwidthEstimator(new BandwidthDetection(0.5, interval));
    }

    /** Moves some bytes in each of some tenths of a second. */
    private static void move(BandwidthEstimator estimator, long fromNanos, int tenths, int bytes) {
        for (int i = 0; i < tenths; i++) {
            estimator.turnTo(fromNanos + i * SECOND / 10);
            estimator.record(bytes);
        }
    }

    @Test
    void hands_out_a_share_of_the_busiest_second_after_five_seconds() {
        BandwidthEstimator estimator = every(Duration.ofHours(1));
        move(estimator, 0, 10, 1_000);
        move(estimator, SECOND, 10, 3_000);
        move(estimator, 2 * SECOND, 10, 2_000);
        estimator.turnTo(5 * SECOND - 1);
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(OPEN);
        assertThat(estimator.bytesPerSecond()).isEqualTo(30_000);
        assertThat(estimator.turnTo(5 * SECOND)).isTrue();
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(8 * 15_000);
        assertThat(estimator.bytesPerSecond()).isEqualTo(30_000);
    }

    @Test
    void stays_open_until_it_saw_a_full_second() {
        BandwidthEstimator estimator = every(Duration.ofHours(1));
        move(estimator, 0, 9, 1_000);
        move(estimator, SECOND + SECOND / 2, 10, 1_000);
        move(estimator, 4 * SECOND + SECOND / 2, 10, 1_000);
        estimator.turnTo(7 * SECOND);
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(OPEN);
        move(estimator, 8 * SECOND, 10, 1_000);
        estimator.turnTo(10 * SECOND);
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(8 * 5_000);
    }

    @Test
    void measures_anew_every_interval_for_five_seconds() {
        BandwidthEstimator estimator = every(Duration.ofSeconds(60));
        move(estimator, 0, 50, 1_000);
        estimator.turnTo(65 * SECOND - 1);
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(8 * 5_000);
        estimator.turnTo(65 * SECOND);
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(OPEN);
        move(estimator, 65 * SECOND, 50, 400);
        assertThat(estimator.bytesPerSecond()).isEqualTo(10_000);
        estimator.turnTo(70 * SECOND);
        assertThat(estimator.bytesPerSecond()).isEqualTo(4_000);
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(8 * 2_000);
    }

    @Test
    void discards_a_measurement_that_saw_less_than_a_second_of_traffic() {
        BandwidthEstimator estimator = every(Duration.ofSeconds(60));
        move(estimator, 0, 50, 1_000);
        move(estimator, 66 * SECOND, 9, 100);
        estimator.turnTo(70 * SECOND);
        assertThat(estimator.bytesPerSecond()).isEqualTo(10_000);
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(8 * 5_000);
        move(estimator, 131 * SECOND, 0, 0);
        estimator.turnTo(135 * SECOND);
        assertThat(estimator.bytesPerSecond()).as("idle").isEqualTo(10_000);
    }

    @Test
    void keeps_the_largest_ever_without_an_interval() {
        BandwidthEstimator estimator = every(Duration.ZERO);
        move(estimator, 0, 50, 1_000);
        move(estimator, 1_000 * SECOND, 50, 100);
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(8 * 5_000);
        move(estimator, 2_000 * SECOND, 11, 1_200);
        assertThat(estimator.bytesPerSecond()).isEqualTo(12_000);
        estimator.turnTo(Long.MAX_VALUE);
        estimator.turnTo(Long.MAX_VALUE);
        assertThat(estimator.usableBitsPerSecond()).isEqualTo(8 * 6_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 1_500, 7_777, 60_000})
    void does_not_depend_on_how_often_it_looks(long intervalMillis) {
        SplittableRandom random = new SplittableRandom(intervalMillis);
        BandwidthEstimator rare = every(Duration.ofMillis(intervalMillis));
        BandwidthEstimator often = every(Duration.ofMillis(intervalMillis));
        long nanos = 0;
        for (int i = 0; i < 3_000; i++) {
            boolean pause = random.nextInt(100) == 0;
            long next = nanos + random.nextLong(pause ? 200 * SECOND : SECOND / 8);
            for (long look = nanos; look < next; look += SECOND / 30) {
                often.turnTo(look);
            }
            nanos = next;
            rare.turnTo(nanos);
            often.turnTo(nanos);
            assertThat(rare.usableBitsPerSecond()).isEqualTo(often.usableBitsPerSecond());
            assertThat(rare.bytesPerSecond()).isEqualTo(often.bytesPerSecond());
            int length = random.nextInt(1_500);
            rare.record(length);
            often.record(length);
        }
        assertThat(rare.bytesPerSecond()).isPositive();
    }
}
