package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.BandwidthDetection;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ShardedRunTest {
    private static final int SHARDS = 3;
    private static final int PRODUCERS = 4;
    private static final int EACH = 50_000;
    private static final int LENGTH = 100;
    private static final Logger LOGGER = Logger.getLogger(LiveShaping.class.getName());

    /** Failures are logged, and here they are meant. */
    @BeforeAll
    static void keepQuiet() {
        LOGGER.setLevel(Level.OFF);
    }

    private static void produce(LaneTraffic traffic, SourceKind kind) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            int producer = i;
            PacketIntake intake = traffic.session().intake(kind);
            threads.add(new Thread(() -> traffic.produce(intake, producer, 0, EACH)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void loses_duplicates_and_reorders_nothing_and_adds_up() throws InterruptedException {
        Set<Thread> engines = ConcurrentHashMap.newKeySet();
        LaneTraffic traffic = new LaneTraffic(PRODUCERS, LENGTH);
        LiveShaping live = Shaper.builder()
                .rule("odd", (packet, context) -> {
                    engines.add(Thread.currentThread());
                    return packet.localPort() % 2 == 1 ? delay(1) : pass();
                })
                .build()
                .live()
                .shards(SHARDS)
                .drain(DrainPolicy.WAIT)
                .start(traffic);
        produce(traffic, SourceKind.LOSSLESS);
        live.close();

        long all = PRODUCERS * (long) EACH;
        assertThat(live.failure()).isNull();
        assertThat(traffic.taken()).isEqualTo(all);
        assertThat(traffic.wrong()).isZero();
        assertThat(engines).hasSize(SHARDS).noneMatch(Thread::isAlive);
        ShapingReport report = live.report();
        assertThat(report.outgoing().packetsIn()).isEqualTo(all);
        assertThat(report.outgoing().packetsOut()).isEqualTo(all);
        assertThat(report.rules()).extracting(RuleReport::name).containsExactly("odd", "default");
        assertThat(report.rules()).extracting(RuleReport::packetsOut).containsExactly(all / 2, all / 2);
        assertThat(report.outgoing().delivered().bytes().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(all * LENGTH);
        ShapingStats stats = live.stats();
        assertThat(stats.outgoing().packetsOut()).isEqualTo(all);
        assertThat(stats.rule("odd").total().packetsOut()).isEqualTo(all / 2);
        assertThat(stats.flows()).isEqualTo(PRODUCERS * 64);
        assertThat(live.connections()).hasSize(PRODUCERS * 64);
        assertThat(live.history().days().stream()
                        .mapToLong(TrafficInterval::packetsOutgoing)
                        .sum())
                .isEqualTo(all);
        assertThat(live.fidelity().releases() + live.fidelity().outputWaited()).isEqualTo(all);
        assertThat(live.fidelity().early()).isZero();
    }

    @Test
    void replaces_the_rules_of_all_shards() throws InterruptedException {
        LaneTraffic traffic = new LaneTraffic(PRODUCERS, LENGTH);
        LiveShaping live = Shaper.builder().build().live().shards(SHARDS).start(traffic);
        live.rules(RuleSet.empty().with("none", (packet, context) -> block()));
        produce(traffic, SourceKind.LOSSLESS);
        live.close();
        assertThat(traffic.taken()).isZero();
        assertThat(live.stats().rule("none").total().packetsIn()).isEqualTo(PRODUCERS * (long) EACH);
    }

    @Test
    void pauses_and_resumes_all_shards() throws InterruptedException {
        LaneTraffic traffic = new LaneTraffic(PRODUCERS, LENGTH);
        LiveShaping live = Shaper.builder().build().live().shards(SHARDS).start(traffic);
        live.pause();
        PacketIntake intake = traffic.session().intake(SourceKind.LOSSLESS);
        assertThat(traffic.produce(intake, 0, 0, 1_000)).isEqualTo(1_000);
        assertThat(live.stats().total().packetsIn()).isZero();
        live.resume();
        while (live.stats().total().packetsOut() < 1_000) {
            Thread.onSpinWait();
        }
        live.close();
        assertThat(traffic.taken()).isEqualTo(1_000);
    }

    @Test
    void ends_all_shards_when_one_fails_and_tells_once() throws InterruptedException {
        AtomicLong told = new AtomicLong();
        LaneTraffic traffic = new LaneTraffic(PRODUCERS, LENGTH);
        LiveShaping live = Shaper.builder()
                .rule("broken", (packet, context) -> {
                    throw new StackOverflowError("meant");
                })
                .build()
                .live()
                .shards(SHARDS)
                .onFailure(failure -> told.incrementAndGet())
                .start(traffic);
        traffic.produce(traffic.session().intake(SourceKind.LOSSY), 0, 0, 1_000);
        while (live.running()) {
            Thread.onSpinWait();
        }
        live.close();
        assertThat(live.failure()).isInstanceOf(StackOverflowError.class);
        assertThat(told.get()).isEqualTo(1);
        assertThat(traffic.session().outlet().closed()).isTrue();
    }

    @Test
    void refuses_what_needs_one_shard() {
        LiveShapingBuilder builder = Shaper.builder().build().live();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.shards(0))
                .withMessage("shards must be within 1..64: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.shards(65))
                .withMessage("shards must be within 1..64: 65");
        assertThatIllegalStateException()
                .isThrownBy(() -> Shaper.builder()
                        .build()
                        .live()
                        .shards(2)
                        .record(InputRecording.to(new ByteArrayOutputStream()))
                        .start(new LaneTraffic(1, LENGTH)))
                .withMessage("a recording needs one shard: 2");
        assertThatIllegalStateException()
                .isThrownBy(() -> Shaper.builder()
                        .build()
                        .live()
                        .shards(2)
                        .ledger(DecisionLedger.keepLast(10))
                        .start(new LaneTraffic(1, LENGTH)))
                .withMessage("a ledger needs one shard: 2");
        Settings detecting = Settings.builder()
                .detection(new BandwidthDetection(0.9, Duration.ofSeconds(10)))
                .build();
        assertThatIllegalStateException()
                .isThrownBy(() -> Shaper.builder()
                        .settings(detecting)
                        .defaultPriority(normal())
                        .build()
                        .live()
                        .shards(2)
                        .start(new LaneTraffic(1, LENGTH)))
                .withMessage("bandwidth detection needs one shard: 2");
    }
}
