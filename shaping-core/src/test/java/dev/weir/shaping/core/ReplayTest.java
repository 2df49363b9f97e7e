package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.pass;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.impair.Impairment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A live run of several producers, and its replay in virtual time, write the same ledger. */
@Timeout(60)
class ReplayTest {
    private static final int RADIO = 5_000;
    private static final int STREAM = 5_001;
    private static final int CLASSES = 5_002;
    private static final int LONG = 5_003;
    private static final int PACKETS = 200;
    private static final int PACKETS_THAT_FIT = 150;

    private final CountDownLatch edited = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private static Rule rule(int port, String impairment) {
        var priority = custom(Impairment.parse(impairment));
        return (packet, context) -> packet.srcPort() == port ? priority : pass();
    }

    /** The rules of one run: slow where held packets need not be waited for. */
    private record Rules(RuleSet before, RuleSet after) {
        static Rules of(DrainPolicy policy) {
            boolean brief = policy == DrainPolicy.WAIT;
            Rule radio = rule(RADIO, "loss=20 % in bursts of 2 delay=normal(2 ms, 1 ms) correlated 50 %");
            Rule stream = rule(STREAM, "queue=4 packets limit=" + (brief ? "200 kB/s" : "40 kB/s"));
            Rule classes = (packet, context) ->
                    packet.srcPort() != CLASSES ? pass() : context.increment("packets") % 3 == 0 ? high() : low();
            RuleSet before =
                    RuleSet.empty().with("radio", radio).with("stream", stream).with("classes", classes);
            RuleSet after = RuleSet.empty()
                    .with("block", (packet, context) -> context.increment("packets") % 5 == 0 ? block() : pass())
                    .with("stream", stream)
                    .with("radio", radio)
                    .with("long", rule(LONG, "delay=" + (brief ? "300 ms" : "1 h")));
            return new Rules(before, after);
        }
    }

    private static Shaper shaper(Rules rules) {
        return Shaper.builder()
                .rules(rules.before())
                .capacity(Rate.megabitsPerSecond(20), Rate.megabitsPerSecond(20))
                .upload(Impairment.parse(
                        "rate=30 Mbit/s loss=2 % in bursts of 2 delay=normal(1 ms, 300 us) correlated over 1 ms"))
                .packetMemory(DataSize.ofBytes(PACKETS_THAT_FIT * (1_024 + 64)))
                .seed(11)
                .build();
    }

    private static void offer(PacketIntake intake, int port, int count) {
        byte[] bytes = Packets.udp("10.0.0.2", port, "192.0.2.7", 443)
                .length(1_000)
                .outgoing()
                .bytes();
        for (int i = 0; i < count; i++) {
            Admission answer =
                    intake.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, i);
            assertThat(answer).isEqualTo(Admission.ACCEPTED);
            if (i % 8 == 0) {
                LockSupport.parkNanos(20_000);
            }
        }
    }

    private void produce(PacketIntake intake, int port) {
        offer(intake, port, PACKETS / 2);
        try {
            edited.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        offer(intake, port, PACKETS / 2);
        while (port == STREAM && !intake.paused()) {
            Thread.onSpinWait();
        }
    }

    private void send(MemoryBackend backend, LiveShaping live, RuleSet after) throws InterruptedException {
        List<Thread> producers = new ArrayList<>();
        for (int port = RADIO; port <= CLASSES; port++) {
            PacketIntake intake = backend.session().intake(port == STREAM ? SourceKind.LOSSLESS : SourceKind.LOSSY);
            int source = port;
            producers.add(new Thread(() -> produce(intake, source)));
        }
        producers.forEach(Thread::start);
        for (String rule : List.of("radio", "stream", "classes")) {
            await(live, report -> decided(report, rule));
        }
        live.rules(after);
        live.report();
        edited.countDown();
        for (Thread producer : producers) {
            producer.join();
        }
        await(live, report -> decided(report, "block"));
        offer(backend.session().intake(SourceKind.LOSSY), LONG, 2 * PACKETS_THAT_FIT);
        await(live, report -> report.outgoing().drops().stream()
                .anyMatch(drop -> drop.reason() == DropReason.PACKET_MEMORY_FULL));
    }

    private static boolean decided(ShapingReport report, String rule) {
        return report.rules().stream()
                .anyMatch(candidate -> candidate.name().equals(rule) && candidate.packetsIn() > 0);
    }

    private static void await(LiveShaping live, Predicate<ShapingReport> condition) {
        while (!condition.test(live.report())) {
            LockSupport.parkNanos(100_000);
        }
    }

    @ParameterizedTest
    @EnumSource(DrainPolicy.class)
    void decides_in_virtual_time_what_the_live_run_decided(DrainPolicy policy)
            throws InterruptedException, IOException {
        Path file = folder.resolve("run.weir");
        Rules rules = Rules.of(policy);
        ByteArrayOutputStream ledger = new ByteArrayOutputStream();
        InputRecording recording = InputRecording.to(file);
        MemoryBackend backend = new MemoryBackend();
        LiveShaping live = shaper(rules)
                .live()
                .drain(policy)
                .ledger(DecisionLedger.to(ledger))
                .record(recording)
                .start(backend);
        send(backend, live, rules.after());
        live.close();

        ByteArrayOutputStream replayed = new ByteArrayOutputStream();
        List<Integer> numbers = new ArrayList<>();
        Replay replay = shaper(rules)
                .replay(file)
                .ledger(DecisionLedger.to(replayed))
                .rules(number -> {
                    numbers.add(number);
                    return rules.after();
                });
        ShapingReport report = replay.run();

        assertThat(replayed.toString(UTF_8)).isEqualTo(ledger.toString(UTF_8));
        assertThat(report).isEqualTo(live.report());
        assertThat(replay.drainPolicy()).isEqualTo(policy);
        assertThat(replay.inputs()).isEqualTo(recording.inputs());
        assertThat(replay.truncated()).isFalse();
        assertThat(recording.truncated()).isFalse();
        assertThat(numbers).containsExactly(1);
        assertThat(live.failure()).isNull();
        assertThat(report.outgoing().packetsIn()).isEqualTo(3 * PACKETS + 2 * PACKETS_THAT_FIT);
        assertThat(ledger.toString(UTF_8).contains("LOSS")).isTrue();
        assertThat(ledger.toString(UTF_8).contains("CLOSED")).isEqualTo(policy == DrainPolicy.DISCARD);
    }
}
