package dev.weir.shaping.core.rule.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalMapTest {
    /** Numbers that share leading bits with others, so that the trie gets deep. */
    private static long number(Random random) {
        long number = random.nextInt(4) * 0x4000_0000_0000_0000L + random.nextInt(3);
        for (int i = random.nextInt(4); i > 0; i--) {
            number ^= 1L << random.nextInt(64);
        }
        return number;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20, 500, 40_000})
    void finds_the_value_from_the_bound_before(int count) {
        Random random = new Random(count);
        TreeMap<Long, Integer> expected = new TreeMap<>(Long::compareUnsigned);
        expected.put(0L, 7);
        while (expected.size() < count) {
            expected.put(count > 1_000 ? random.nextLong() : number(random), random.nextInt(5));
        }
        long[] bounds = expected.keySet().stream().mapToLong(bound -> bound).toArray();
        int[] values = expected.values().stream().mapToInt(value -> value).toArray();
        IntervalMap map = new IntervalMap(bounds, values, count);
        for (Map.Entry<Long, Integer> entry : expected.entrySet()) {
            long bound = entry.getKey();
            assertThat(map.value(bound)).isEqualTo(entry.getValue());
            assertThat(map.value(bound - 1))
                    .isEqualTo(expected.floorEntry(bound - 1).getValue());
        }
        for (int i = 0; i < 20_000; i++) {
            long number = i % 2 == 0 ? random.nextLong() : number(random);
            assertThat(map.value(number)).isEqualTo(expected.floorEntry(number).getValue());
        }
    }
}
