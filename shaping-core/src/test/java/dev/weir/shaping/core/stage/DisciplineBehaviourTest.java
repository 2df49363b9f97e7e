package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.NaiveQueue.Item;
import dev.weir.shaping.core.stage.QueueBench.Fate;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the text books promise of each discipline, in virtual time. */
class DisciplineBehaviourTest {
    /** 8 Mbit/s: a packet of 1000 bytes each millisecond. */
    private static final Rate RATE = Rate.megabitsPerSecond(8);

    private static final double MS = 1e6;
    private static final long MILLI = 1_000_000;

    private static QueueBench bench(QueueDiscipline discipline, QueueLimit queue) {
        return new QueueBench((space, next) -> new LinkStage(space, RATE, Framing.NONE, queue, discipline, 0, next));
    }

    /** The mean time from arrival to last bit of a greedy flow with a round trip of 50 ms, once it has settled. */
    private static double sojourn(QueueDiscipline discipline) {
        QueueBench bench = bench(discipline, QueueLimit.packets(300));
        long[] sojourns = new Reno(bench, 1_000).run(20_000 * MILLI, 50 * MILLI);
        assertThat(sojourns.length).as("packets of 20 000 under %s", discipline).isGreaterThan(15_000);
        return LongStream.of(sojourns).skip(sojourns.length / 2).average().orElseThrow();
    }

    @Test
    void a_greedy_flow_fills_a_queue_that_drops_from_its_tail() {
        assertThat(sojourn(QueueDiscipline.tailDrop())).isGreaterThan(80 * MS);
    }

    @Test
    void a_greedy_flow_settles_near_the_target_of_codel() {
        assertThat(sojourn(QueueDiscipline.codel())).isBetween(2 * MS, 8 * MS);
        assertThat(sojourn(QueueDiscipline.codel().withEcn())).isBetween(2 * MS, 8 * MS);
        assertThat(sojourn(QueueDiscipline.fqCodel())).isBetween(2 * MS, 8 * MS);
    }

    @Test
    void a_greedy_flow_settles_around_the_reference_of_pie() {
        assertThat(sojourn(QueueDiscipline.pie())).isBetween(8 * MS, 22 * MS);
    }

    /** A tenth too much is offered, so a drop rate of 1/11 is needed: reached with half of that as p, as drops are spread evenly. */
    @Test
    void red_keeps_the_average_where_it_drops_what_is_too_much() {
        QueueBench bench = bench(
                QueueDiscipline.red(DataSize.ofBytes(15_000), DataSize.ofBytes(45_000), Probability.percent(10)),
                QueueLimit.packets(300));
        for (int i = 0; i < 11_000; i++) {
            bench.offer(i * MILLI * 10 / 11, new Item(i, 1_000, 0, false));
        }
        double mean = bench.fates.stream()
                .filter(fate -> fate.packet() > 2_000 && fate.dropped() == null)
                .mapToLong(fate -> fate.nanos() - fate.packet() * MILLI * 10 / 11)
                .average()
                .orElseThrow();
        double expected = 15 + 30 * (1.0 / 22) / 0.1;
        assertThat(mean / MS).isBetween(0.85 * expected, 1.15 * expected);
    }

    /** Packets of 1000 bytes at 1.2 times the rate, and of another flow one of 100 bytes each 20 ms: the longest wait of the latter once there is a queue. */
    private static double sparse(QueueDiscipline discipline) {
        QueueBench bench = bench(discipline, QueueLimit.packets(300));
        for (int i = 0; i < 6_000; i++) {
            long now = i * MILLI * 5 / 6;
            bench.offer(now, new Item(2L * i, 1_000, 1, false));
            if (i % 24 == 0) {
                bench.offer(now, new Item(2L * i + 1, 100, 2, false));
            }
        }
        bench.run(Long.MAX_VALUE);
        assertThat(bench.fates.stream().filter(fate -> fate.packet() % 2 == 1 && fate.dropped() == null))
                .hasSizeGreaterThan(100);
        return bench.fates.stream()
                .filter(fate -> fate.packet() % 2 == 1 && fate.packet() > 500 && fate.dropped() == null)
                .mapToLong(fate -> fate.nanos() - fate.packet() / 2 * MILLI * 5 / 6)
                .max()
                .orElseThrow();
    }

    @Test
    void a_sparse_flow_waits_for_no_more_than_the_packet_being_sent() {
        assertThat(sparse(QueueDiscipline.fqCodel())).isLessThanOrEqualTo(1.1 * MS);
        assertThat(sparse(QueueDiscipline.codel())).isGreaterThan(20 * MS);
    }

    @Test
    void flows_that_overload_a_link_share_it() {
        QueueBench bench = bench(QueueDiscipline.fqCodel(), QueueLimit.packets(300));
        for (int i = 0; i < 10_000; i++) {
            bench.offer(i * MILLI / 4, new Item(i, i % 4 == 0 ? 500 : 1_000, i % 4 == 0 ? 1 : 2, false));
        }
        long end = bench.fates.stream().mapToLong(Fate::nanos).max().orElseThrow();
        long slow = sent(bench, 0);
        // half of the link is more than the first flow asks for in bytes: it loses nothing
        assertThat(slow).isBetween(end / MILLI - 10, end / MILLI + 10);
        assertThat(bench.fates.stream().filter(fate -> fate.packet() % 4 == 0 && fate.dropped() != null))
                .isEmpty();
    }

    private static long sent(QueueBench bench, int remainder) {
        return bench.fates.stream()
                .filter(fate -> fate.packet() % 4 == remainder && fate.dropped() == null)
                .count();
    }
}
