package dev.weir.shaping.lookup.inspect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotTableTest {
    private final LongAdder evictions = new LongAdder();

    @ParameterizedTest
    @CsvSource({"1, 8", "8, 8", "9, 16", "16, 16", "17, 32", "1000, 1024", "1024, 1024", "1025, 2048"})
    void has_as_many_slots_as_asked_for_or_more(int entries, int capacity) {
        assertThat(new SlotTable<String, String>(entries, evictions).capacity()).isEqualTo(capacity);
    }

    @Test
    void keeps_the_latest_value_of_a_key() {
        SlotTable<String, Integer> table = new SlotTable<>(8, evictions);
        assertThat(table.find("a", 7)).isNull();
        table.put("a", 7, 1, 10);
        table.put("a", 7, 2, 5);
        assertThat(requireNonNull(table.find("a", 7)).value()).isEqualTo(2);
        assertThat(requireNonNull(table.find("a", 7)).rank()).isEqualTo(5);
        assertThat(evictions.sum()).isZero();
    }

    @Test
    void forgets_the_least_when_full() {
        SlotTable<Integer, Integer> table = new SlotTable<>(8, evictions);
        for (int key = 0; key < 8; key++) {
            table.put(key, 0, key, key == 5 ? -1 : key);
        }
        assertThat(evictions.sum()).isZero();
        table.put(8, 0, 8, 8);
        table.put(9, 0, 9, 9);
        assertThat(evictions.sum()).isEqualTo(2);
        assertThat(table.find(5, 0)).isNull();
        assertThat(table.find(0, 0)).isNull();
        for (int key : new int[] {1, 2, 3, 4, 6, 7, 8, 9}) {
            assertThat(requireNonNull(table.find(key, 0)).value()).isEqualTo(key);
        }
    }

    @Test
    void keeps_most_of_what_fits_whatever_the_keys() {
        SlotTable<Long, Long> table = new SlotTable<>(1 << 12, evictions);
        for (long key = 0; key < 2_048; key++) {
            table.put(key, SlotTable.mix(SlotTable.mix(4, 0), key << 8), key, key);
        }
        assertThat(evictions.sum()).isLessThan(2_048 / 20);
    }

    @Test
    void never_gives_a_key_the_value_of_another_while_threads_put() throws Exception {
        SlotTable<Integer, Integer> table = new SlotTable<>(64, evictions);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> wrong = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            SplittableRandom random = new SplittableRandom(thread);
            wrong.add(threads.submit(() -> {
                int count = 0;
                for (int i = 0; i < 100_000; i++) {
                    int key = random.nextInt(200);
                    table.put(key, key * 0x9E37_79B9L, key * 3, i);
                    SlotTable.Entry<Integer, Integer> found = table.find(key, key * 0x9E37_79B9L);
                    count += found == null || found.value() == key * 3 ? 0 : 1;
                }
                return count;
            }));
        }
        for (Future<Integer> each : wrong) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isZero();
        }
        threads.shutdown();
        int kept = 0;
        for (int key = 0; key < 200; key++) {
            kept += table.find(key, key * 0x9E37_79B9L) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(1, 64);
    }
}
