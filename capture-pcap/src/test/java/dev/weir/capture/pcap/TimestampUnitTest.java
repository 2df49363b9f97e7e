package dev.weir.capture.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimestampUnitTest {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final long[] EDGES = {
        0, 1, -1, 999, 1_000_000_000, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, 9_223_372_036L, 9_223_372_037L
    };

    /** The definition in exact arithmetic. */
    private static long exact(int resolution, long offset, long units) {
        int exponent = resolution & 0x7F;
        BigInteger perSecond = BigInteger.valueOf(resolution < 0x80 ? 10 : 2).pow(exponent);
        BigInteger nanos = new BigInteger(Long.toUnsignedString(units))
                .multiply(BILLION)
                .divide(perSecond)
                .add(BigInteger.valueOf(offset).multiply(BILLION));
        return nanos.max(BigInteger.valueOf(Long.MIN_VALUE))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private static void check(int resolution, long offset, long units) {
        assertThat(new TimestampUnit(resolution, offset).nanos(units))
                .as("resolution %d, offset %d, units %d", resolution, offset, units)
                .isEqualTo(exact(resolution, offset, units));
    }

    @Test
    void is_exact_and_clamped_at_the_edges_of_every_resolution() {
        for (int resolution = 0; resolution < 256; resolution++) {
            for (long offset : EDGES) {
                for (long units : EDGES) {
                    check(resolution, offset, units);
                    check(resolution, -offset, units);
                }
            }
        }
    }

    @Test
    void is_exact_for_random_values_of_every_resolution() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 50_000; i++) {
            long offset = random.nextLong() >> random.nextInt(64);
            long units = random.nextLong() >>> random.nextInt(64);
            check(random.nextInt(256), offset, units);
        }
    }
}
