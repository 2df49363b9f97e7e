package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Probability;
import dev.weir.shaping.Rate;
import dev.weir.shaping.core.stage.NaiveQueue.Item;
import dev.weir.shaping.core.stage.QueueBench.Fate;
import dev.weir.shaping.impair.Codel;
import dev.weir.shaping.impair.FqCodel;
import dev.weir.shaping.impair.Framing;
import dev.weir.shaping.impair.Pie;
import dev.weir.shaping.impair.QueueDiscipline;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.Red;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each discipline against a model written down from its paper, packet by packet over random traffic. */
class DisciplineDifferentialTest {
    /** 8 Mbit/s: a byte each microsecond. */
    private static final Rate RATE = Rate.megabitsPerSecond(8);

    private static final long NANOS_PER_BYTE = 1_000;
    private static final long MS = 1_000_000;
    private static final long STREAM = 99;
    private static final int ROUNDS = 15;

    private final List<Fate> all = new ArrayList<>();

    private void compare(QueueDiscipline discipline, QueueLimit limit, NaiveQueue model, SplittableRandom random) {
        QueueBench bench = new QueueBench(
                (space, next) -> new LinkStage(space, RATE, Framing.NONE, limit, discipline, STREAM, next));
        RandomTraffic traffic = new RandomTraffic(random, NANOS_PER_BYTE);
        for (int i = 0; i < 2_000; i++) {
            Item item = traffic.next();
            bench.offer(traffic.nanos(), item);
            model.offer(traffic.nanos(), item);
        }
        bench.run(Long.MAX_VALUE);
        model.run(Long.MAX_VALUE);
        int same = 0;
        while (same < model.fates.size() && bench.fates.get(same).equals(model.fates.get(same))) {
            same++;
        }
        assertThat(bench.fates.subList(same, bench.fates.size()))
                .as("%s, from fate %d on", discipline, same)
                .isEqualTo(model.fates.subList(same, model.fates.size()));
        assertThat(((LinkUse) bench.link).marked())
                .isEqualTo(bench.fates.stream().filter(Fate::marked).count());
        assertThat(bench.link.idle()).isTrue();
        all.addAll(bench.fates);
    }

    private void requireDrops(DropReason reason, int least) {
        assertThat(all.stream().filter(fate -> fate.dropped() == reason).count())
                .isGreaterThan(least);
    }

    private void requireMarks(int least) {
        assertThat(all.stream().filter(Fate::marked).count()).isGreaterThan(least);
    }

    private static Codel codel(SplittableRandom random) {
        return new Codel(
                Duration.ofNanos(1 + random.nextLong(10 * MS)),
                Duration.ofNanos(1 + random.nextLong(100 * MS)),
                random.nextInt(3_000),
                random.nextBoolean());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void head_drop(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long bytes = random.nextLong(40_000);
            QueueLimit limit = QueueLimit.bytes(DataSize.ofBytes(bytes));
            compare(QueueDiscipline.headDrop(), limit, new NaiveHeadDrop(NANOS_PER_BYTE, bytes), random);
        }
        requireDrops(DropReason.LINK_QUEUE_FULL, 500);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void codel(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Codel codel = codel(random);
            compare(codel, QueueLimit.packets(200), new NaiveCodel(NANOS_PER_BYTE, codel, 200), random);
        }
        requireDrops(DropReason.AQM, 500);
        requireMarks(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fq_codel(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            FqCodel queues = new FqCodel(codel(random), 1 + random.nextInt(20), 300 + random.nextInt(3_000));
            int limit = 10 + random.nextInt(200);
            NaiveQueue model = new NaiveFqCodel(NANOS_PER_BYTE, queues, STREAM, limit);
            compare(queues, QueueLimit.packets(limit), model, random);
        }
        requireDrops(DropReason.AQM, 200);
        requireDrops(DropReason.LINK_QUEUE_FULL, 200);
        requireMarks(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void pie(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Pie pie = new Pie(
                    Duration.ofNanos(1 + random.nextLong(30 * MS)),
                    Duration.ofNanos(random.nextLong(200 * MS)),
                    random.nextBoolean());
            compare(pie, QueueLimit.packets(300), new NaivePie(NANOS_PER_BYTE, pie, STREAM, 300), random);
        }
        requireDrops(DropReason.AQM, 500);
        requireMarks(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void red(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long least = random.nextLong(20_000);
            Red red = new Red(
                    DataSize.ofBytes(least),
                    DataSize.ofBytes(least + 1 + random.nextLong(40_000)),
                    Probability.of(0.01 + random.nextDouble() / 5),
                    random.nextInt(10),
                    random.nextBoolean(),
                    random.nextBoolean());
            compare(red, QueueLimit.packets(60), new NaiveRed(NANOS_PER_BYTE, red, STREAM, 60), random);
        }
        requireDrops(DropReason.AQM, 500);
        requireDrops(DropReason.LINK_QUEUE_FULL, 10);
        requireMarks(50);
    }
}
