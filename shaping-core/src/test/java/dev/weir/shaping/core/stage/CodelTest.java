package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.NaiveQueue.Item;
import dev.weir.shaping.core.stage.QueueBench.Fate;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import org.junit.jupiter.api.Test;

class CodelTest {
    /** 8 Mbit/s: a byte each microsecond. */
    private static final Rate RATE = Rate.megabitsPerSecond(8);

    private static final long MS = 1_000_000;

    private static QueueBench bench(QueueDiscipline discipline, QueueLimit queue) {
        return new QueueBench((space, next) -> new LinkStage(space, RATE, Framing.NONE, queue, discipline, 0, next));
    }

    @Test
    void drops_at_a_spacing_that_shrinks_with_the_root_of_the_count() {
        QueueBench bench = bench(QueueDiscipline.codel(), QueueLimit.packets(100_000));
        for (int i = 0; i < 20_000; i++) {
            bench.offer(i * MS / 2, new Item(i, 1_000, 0, false));
        }
        long[] drops = bench.fates.stream()
                .filter(fate -> fate.dropped() == DropReason.AQM)
                .mapToLong(Fate::nanos)
                .toArray();
        double expected = drops[0];
        for (int n = 1; n < 100; n++) {
            expected += 100 * MS / Math.sqrt(n);
            // a drop happens when a packet leaves, up to a millisecond late; dates do not drift
            assertThat((double) drops[n]).as("drop %d", n).isBetween(expected - n, expected + MS);
        }
    }

    @Test
    void never_drops_what_must_not_be_lost() {
        QueueBench bench = bench(QueueDiscipline.codel(), QueueLimit.packets(50));
        for (int i = 0; i < 2_000; i++) {
            bench.offer(i * MS / 2, new Item(i, 1_000, 0, false), 7);
        }
        assertThat(bench.paused).containsExactly(7);
        bench.run(Long.MAX_VALUE);
        assertThat(bench.fates).hasSize(2_000).allMatch(fate -> fate.dropped() == null);
        assertThat(bench.paused).isEmpty();
    }
}
