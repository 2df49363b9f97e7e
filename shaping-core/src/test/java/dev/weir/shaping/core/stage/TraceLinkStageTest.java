package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.stage.NaiveQueue.Item;
import dev.weir.shaping.core.stage.QueueBench.Fate;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceLinkStageTest {
    private static final long MS = 1_000_000;

    /** The published semantics, opportunity by opportunity from the start of time. */
    private static final class Model {
        final List<Fate> fates = new ArrayList<>();
        private final int[] lines;
        private final boolean repeats;
        private final long maxPackets;
        private final boolean headDrop;
        private final ArrayDeque<Item> queue = new ArrayDeque<>();
        private int line;
        private long baseMillis;
        private long transit = -1;
        private long transitLeft;

        Model(int[] lines, boolean repeats, long maxPackets, boolean headDrop) {
            this.lines = lines;
            this.repeats = repeats;
            this.maxPackets = maxPackets;
            this.headDrop = headDrop;
        }

        private boolean ended() {
            return line == lines.length;
        }

        void run(long untilNanos) {
            while (!ended() && (baseMillis + lines[line]) * MS <= untilNanos) {
                opportunity((baseMillis + lines[line]) * MS);
                line++;
                if (ended() && repeats) {
                    line = 0;
                    baseMillis += lines[lines.length - 1];
                }
                if (ended()) {
                    long now = lines[lines.length - 1] * MS;
                    if (transit >= 0) {
                        fates.add(new Fate(transit, now, false, DropReason.LINK_ENDED));
                    }
                    queue.forEach(item -> fates.add(new Fate(item.number(), now, false, DropReason.LINK_ENDED)));
                }
                if (queue.isEmpty() && transit < 0 && untilNanos == Long.MAX_VALUE) {
                    return;
                }
            }
        }

        private void opportunity(long now) {
            for (long budget = 1_504; budget > 0; ) {
                if (transit < 0) {
                    Item first = queue.poll();
                    if (first == null) {
                        return;
                    }
                    transit = first.number();
                    transitLeft = first.length() + 4L;
                }
                long sent = Math.min(budget, transitLeft);
                budget -= sent;
                transitLeft -= sent;
                if (transitLeft == 0) {
                    fates.add(new Fate(transit, now, false, null));
                    transit = -1;
                }
            }
        }

        void offer(long nanos, Item item) {
            run(nanos);
            if (ended()) {
                fates.add(new Fate(item.number(), nanos, false, DropReason.LINK_ENDED));
            } else if (queue.size() < maxPackets) {
                queue.add(item);
            } else if (headDrop) {
                queue.add(item);
                fates.add(new Fate(queue.remove().number(), nanos, false, DropReason.LINK_QUEUE_FULL));
            } else {
                fates.add(new Fate(item.number(), nanos, false, DropReason.LINK_QUEUE_FULL));
            }
        }
    }

    private static QueueBench bench(Trace trace, QueueLimit limit, QueueDiscipline discipline) {
        Framing framing = new Framing(4, 0, Framing.Cells.NONE);
        return new QueueBench((space, next) -> new TraceLinkStage(space, trace, framing, limit, discipline, 0, next));
    }

    private static int[] lines(SplittableRandom random) {
        int[] lines = new int[1 + random.nextInt(60)];
        int millis = random.nextInt(3);
        for (int i = 0; i < lines.length; i++) {
            lines[i] = millis;
            millis += random.nextInt(2) == 0 ? 0 : random.nextInt(12);
        }
        lines[lines.length - 1] = Math.max(1, lines[lines.length - 1]);
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void departs_as_published(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int[] lines = lines(random);
            boolean repeats = random.nextInt(4) > 0;
            boolean headDrop = random.nextBoolean();
            int packets = 1 + random.nextInt(30);
            Trace trace = repeats ? Trace.of("t", lines) : Trace.of("t", lines).once();
            QueueBench bench = bench(
                    trace,
                    QueueLimit.packets(packets),
                    headDrop ? QueueDiscipline.headDrop() : QueueDiscipline.tailDrop());
            Model model = new Model(lines, repeats, packets, headDrop);
            long nanos = 0;
            long number = 0;
            for (int i = 0; i < 300; i++) {
                nanos += switch (random.nextInt(5)) {
                    case 0 -> 0;
                    case 1 -> random.nextLong(200 * MS);
                    case 2 -> (MS - nanos % MS) % MS + MS * random.nextInt(3);
                    default -> random.nextLong(4 * MS);
                };
                // up to 9000 bytes: such packets span several opportunities
                int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 9_000 : 1_500);
                Item item = new Item(number++, length, 0, false);
                bench.offer(nanos, item);
                model.offer(nanos, item);
            }
            bench.run(Long.MAX_VALUE);
            model.run(Long.MAX_VALUE);
            assertThat(bench.fates)
                    .as("round %d, %s", round, Arrays.toString(lines))
                    .isEqualTo(model.fates);
            assertThat(bench.link.idle()).isTrue();
        }
    }

    @Test
    void a_line_of_1_is_twelve_megabits() {
        QueueBench bench = bench(Trace.of("12Mbps", 1), QueueLimit.packets(10_000), QueueDiscipline.tailDrop());
        for (int i = 0; i < 1_000; i++) {
            bench.offer(0, new Item(i, 1_500, 0, false));
        }
        bench.run(Long.MAX_VALUE);
        assertThat(bench.fates).hasSize(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(bench.fates.get(i)).isEqualTo(new Fate(i, (i + 1) * MS, false, null));
        }
        assertThat(((LinkUse) bench.link).busyNanos()).isEqualTo(1_000 * MS);
        assertThat(((LinkUse) bench.link).sentBytes()).isEqualTo(1_500_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"codel", "pie", "fq-codel"})
    void is_managed_like_any_queue(String discipline) {
        QueueBench bench = bench(Trace.of("t", 1), QueueLimit.packets(10_000), QueueDiscipline.parse(discipline));
        for (int i = 0; i < 3_000; i++) {
            bench.offer(i * MS * 9 / 10, new Item(i, 1_500, 0, false));
        }
        bench.run(Long.MAX_VALUE);
        assertThat(bench.fates).hasSize(3_000).anyMatch(fate -> fate.dropped() == DropReason.AQM);
        assertThat(bench.link.idle()).isTrue();
    }

    @Test
    void keeps_what_must_not_be_lost_when_it_ends() {
        QueueBench bench = bench(Trace.of("t", 2, 4).once(), QueueLimit.packets(100), QueueDiscipline.tailDrop());
        for (int i = 0; i < 4; i++) {
            bench.offer(i, new Item(i, 1_500, 0, false), 9);
        }
        bench.run(Long.MAX_VALUE);
        assertThat(bench.fates).containsExactly(new Fate(0, 2 * MS, false, null), new Fate(1, 4 * MS, false, null));
        assertThat(bench.paused).containsExactly(9);
        assertThat(bench.link.idle()).isFalse();
    }

    @Test
    void reaches_the_end_of_time() {
        QueueBench bench = bench(Trace.of("t", Integer.MAX_VALUE), QueueLimit.packets(9), QueueDiscipline.tailDrop());
        bench.offer(Long.MAX_VALUE - MS, new Item(0, 1_500, 0, false));
        bench.run(Long.MAX_VALUE);
        assertThat(bench.fates).containsExactly(new Fate(0, Long.MAX_VALUE - MS, false, DropReason.LINK_ENDED));
    }
}
