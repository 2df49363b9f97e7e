package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.NaiveQueue.Item;
import dev.weir.shaping.core.stage.QueueBench.Fate;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.JointTrace;
import dev.weir.shaping.impair.QueueLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointTraceStageTest {
    private static final long MS = 1_000_000;

    private static QueueBench bench(JointTrace trace) {
        return new QueueBench((space, next) -> {
            SteppedDelayStage delay = new SteppedDelayStage(space, next);
            Rate first = trace.rows().get(0).rate();
            LinkStage link = new LinkStage(space, first, Framing.NONE, QueueLimit.packets(1_000_000), delay);
            return new JointTraceStage(space, trace, new FlowDraws(space, 3), link, delay);
        });
    }

    private static JointTrace.Row row(long millis, long megabits, long delayMillis, int lossPercent) {
        return new JointTrace.Row(
                Duration.ofMillis(millis),
                Rate.megabitsPerSecond(megabits),
                Duration.ofMillis(delayMillis),
                Probability.percent(lossPercent));
    }

    /** Row by row, in fractions of a nanosecond; the stage releases at the next whole one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sends_as_much_as_the_rows_say(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            List<JointTrace.Row> rows = new ArrayList<>();
            long millis = random.nextInt(5);
            for (int i = 0; i < 20; i++) {
                rows.add(row(millis, 1 + random.nextInt(30), random.nextInt(30), 0));
                millis += 1 + random.nextInt(20);
            }
            QueueBench bench = bench(JointTrace.of("t", rows));
            List<Double> expected = new ArrayList<>();
            double free = 0;
            double lastDue = 0;
            long nanos = 0;
            for (int i = 0; i < 200; i++) {
                nanos += random.nextInt(3) == 0 ? 0 : random.nextLong(2 * MS);
                int length = 28 + random.nextInt(1_400);
                bench.offer(nanos, new Item(i, length, 0, false));
                free = sent(rows, Math.max(free, (double) nanos), 8.0 * length);
                double delay = rows.get(index(rows, free)).delay().toNanos();
                lastDue = Math.max(lastDue, free + delay);
                expected.add(lastDue);
            }
            bench.run(Long.MAX_VALUE);
            assertThat(bench.fates).hasSize(200);
            for (int i = 0; i < 200; i++) {
                assertThat(bench.fates.get(i).packet()).isEqualTo(i);
                assertThat((double) bench.fates.get(i).nanos()).isBetween(expected.get(i) - 0.5, expected.get(i) + 1.5);
            }
        }
    }

    /** When the last of some bits is out. */
    private static double sent(List<JointTrace.Row> rows, double start, double bits) {
        double at = start;
        double left = bits;
        while (true) {
            int index = index(rows, at);
            double bitsPerNano = rows.get(index).rate().bitsPerSecond() / 1e9;
            double until = index + 1 < rows.size() ? rows.get(index + 1).time().toNanos() : Double.MAX_VALUE;
            double end = at + left / bitsPerNano;
            if (end <= until) {
                return end;
            }
            left -= (until - at) * bitsPerNano;
            at = until;
        }
    }

    private static int index(List<JointTrace.Row> rows, double nanos) {
        int index = 0;
        while (index + 1 < rows.size() && rows.get(index + 1).time().toNanos() <= nanos) {
            index++;
        }
        return index;
    }

    @Test
    void changes_while_a_packet_is_being_sent() {
        QueueBench bench = bench(JointTrace.of("t", List.of(row(0, 8, 5, 0), row(2, 1, 20, 0), row(4, 16, 1, 0))));
        bench.offer(0, new Item(0, 3_000, 0, false));
        bench.run(Long.MAX_VALUE);
        // 2000 bytes in 2 ms, 250 in 2 ms, 750 at 2 bytes a microsecond
        assertThat(bench.fates).containsExactly(new Fate(0, 4 * MS + 375_000 + MS, false, null));
    }

    @Test
    void loses_as_the_row_says() {
        QueueBench bench =
                bench(JointTrace.of("t", List.of(row(0, 80, 0, 0), row(1_000, 80, 0, 100), row(2_000, 80, 0, 20))));
        for (int i = 0; i < 12_000; i++) {
            bench.offer(i * MS, new Item(i, 1_000, 0, false));
        }
        bench.run(Long.MAX_VALUE);
        assertThat(lost(bench, 0, 1_000)).isZero();
        assertThat(lost(bench, 1_000, 2_000)).isEqualTo(1_000);
        // 2000 expected, z = 5 of a standard deviation of 40
        assertThat(lost(bench, 2_000, 12_000)).isBetween(1_800L, 2_200L);
    }

    private static long lost(QueueBench bench, long from, long to) {
        return bench.fates.stream()
                .filter(fate -> fate.dropped() == DropReason.LOSS && fate.packet() >= from && fate.packet() < to)
                .count();
    }

    @Test
    void makes_no_events_while_nothing_is_sent() {
        QueueBench bench = bench(JointTrace.of("t", List.of(row(0, 8, 0, 0), row(10, 80, 0, 0), row(20, 8, 0, 0))));
        assertThat(bench.wheel.hasNext()).isFalse();
        bench.offer(12 * MS, new Item(0, 1_000, 0, false));
        bench.run(Long.MAX_VALUE);
        assertThat(bench.fates).containsExactly(new Fate(0, 12 * MS + 100_000, false, null));
        assertThat(bench.wheel.hasNext()).isFalse();
        assertThat(bench.link.idle()).isTrue();
    }
}
