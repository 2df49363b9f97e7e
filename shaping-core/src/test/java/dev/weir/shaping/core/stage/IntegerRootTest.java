package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntegerRootTest {
    @Test
    void is_the_floor_of_the_root() {
        SplittableRandom random = new SplittableRandom(5);
        for (long value = 0; value < 1_000; value++) {
            check(value);
        }
        for (int i = 0; i < 100_000; i++) {
            check(random.nextLong() >>> 1 + random.nextInt(63));
            long root = random.nextLong(3_037_000_500L);
            check(root * root);
            check(Math.max(0, root * root - 1));
        }
        check(Long.MAX_VALUE);
    }

    private static void check(long value) {
        assertThat(IntegerRoot.floor(value))
                .as("%d", value)
                .isEqualTo(BigInteger.valueOf(value).sqrt().longValueExact());
    }
}
