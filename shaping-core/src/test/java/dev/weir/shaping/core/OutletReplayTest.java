package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rate;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.impair.Impairment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the outlet is full for a time, the replay decides as the run did: what was refused, dropped, or waited and left later. */
@Timeout(60)
class OutletReplayTest {
    private static final Adapter APART = new Adapter(9, "apart");
    private static final Priority RADIO = custom(Impairment.parse("loss=5 % delay=2 ms jitter=2 ms"));
    private static final int ROUNDS = 300;

    private static Shaper.Builder recipe() {
        return Shaper.builder()
                .rule("by port", (packet, context) -> switch (packet.localPort() % 5) {
                    case 0 -> RADIO;
                    case 1 -> limit(1_000_000);
                    case 2 -> ignore();
                    case 3 -> high();
                    default -> low();
                })
                .capacity(Rate.megabitsPerSecond(20), Rate.megabitsPerSecond(20))
                .upload(Impairment.parse("delay=1 ms jitter=1 ms"))
                .monitor(APART.id(), false)
                .seed(21);
    }

    private static Frame frame(int port, int length) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443).length(length).outgoing();
    }

    private static void replay(Shaper shaper, byte[] recording, ByteArrayOutputStream ledger) throws IOException {
        ByteArrayOutputStream replayed = new ByteArrayOutputStream();
        RecordedRun.replay(shaper, recording)
                .ledger(DecisionLedger.to(replayed))
                .run();
        assertThat(replayed.toString(UTF_8)).isEqualTo(ledger.toString(UTF_8));
    }

    /** Inputs at random, under an outlet that refuses at random: in events, in offers, and when it is tried again. */
    private static void actAtRandom(RecordedRun run, SplittableRandom random) {
        run.room(number -> random.nextInt(4) > 0);
        long nanos = 0;
        for (int i = 0; i < ROUNDS; i++) {
            nanos += random.nextInt(600_000);
            Frame frame = frame(5_000 + random.nextInt(10), 100 + random.nextInt(900));
            boolean apart = random.nextInt(8) == 0;
            run.offer(nanos, apart ? frame.adapter(APART) : frame, random.nextInt(4));
            if (run.waiting() > 0 && random.nextInt(3) == 0) {
                run.retry(random.nextInt(4));
            }
        }
        run.close(random.nextBoolean() ? DrainPolicy.RELEASE : DrainPolicy.DISCARD);
    }

    @Test
    void refusals_at_random_replay_to_the_byte() throws IOException {
        Shaper shaper = recipe().packetMemory(DataSize.ofBytes(40_000)).build();
        int waited = 0;
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ByteArrayOutputStream ledger = new ByteArrayOutputStream();
            byte[] recording = RecordedRun.bytes(shaper, DecisionLedger.to(ledger), run -> actAtRandom(run, random));
            assertThat(ledger.toString(UTF_8)).contains("OUTPUT_FULL");
            replay(shaper, recording, ledger);
            waited += ledger.toString(UTF_8).contains("CLOSED") ? 1 : 0;
        }
        assertThat(waited).as("runs that ended while packets waited").isBetween(20, 100);
    }

    private static void requireDifference(byte[] recording, Priority second, String difference) {
        Replay replay = RecordedRun.replay(deciding(second), recording);
        assertThatIllegalStateException()
                .isThrownBy(replay::run)
                .withMessageMatching("recording: byte [0-9]+: replay differs from the recorded run: " + difference);
    }

    /** Port 1 has high priority, others another. */
    private static Shaper deciding(Priority others) {
        return Shaper.builder()
                .rule("rule", (packet, context) -> packet.localPort() == 1 ? high() : others)
                .build();
    }

    @Test
    void a_replay_that_decides_otherwise_is_noticed_at_the_outlet() throws IOException {
        byte[] refused = RecordedRun.bytes(
                deciding(high()),
                run -> run.refuseNext().offer(0, frame(2, 500)).close(DrainPolicy.RELEASE));
        assertThat(RecordedRun.replay(deciding(high()), refused)
                        .run()
                        .outgoing()
                        .packetsDropped())
                .isEqualTo(1);
        requireDifference(refused, RADIO, "packets were refused, and do not leave now");

        byte[] retried = RecordedRun.bytes(deciding(high()), run -> run.refuseNext()
                .offer(0, frame(1, 500), 1)
                .offer(0, frame(2, 500), 2)
                .retry(2)
                .close(DrainPolicy.RELEASE));
        assertThat(RecordedRun.replay(deciding(high()), retried)
                        .run()
                        .outgoing()
                        .packetsOut())
                .isEqualTo(2);
        requireDifference(retried, RADIO, "2 packets that waited were taken, and 1 are now");
    }

    /** Lossless producers wait for a permit, others go on; all of them offer in small bursts. */
    private static void produce(PacketIntake intake, int port, int count, Semaphore permits) {
        byte[] bytes = frame(port, 1_000).bytes();
        for (int i = 0; i < count; i++) {
            Admission answer =
                    intake.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, i);
            while (answer == Admission.BUSY) {
                permits.acquireUninterruptibly();
                answer = intake.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, i);
            }
            assertThat(answer).isEqualTo(Admission.ACCEPTED);
            if (i % 16 == 0) {
                LockSupport.parkNanos(20_000);
            }
        }
    }

    /** The outlet holds fewer packets than there are: some of the lossless intake whose packets are judged have to wait. */
    private static List<Thread> producers(QueueBackend backend, List<PacketIntake> lossless) {
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SourceKind kind = i % 2 == 0 ? SourceKind.LOSSY : SourceKind.LOSSLESS;
            Semaphore permits = new Semaphore(0);
            PacketIntake intake = backend.session().intake(kind, i == 3 ? APART : Adapter.NONE, permits::release);
            if (i == 1) {
                lossless.add(intake);
            }
            int port = 5_000 + (i < 2 ? 3 : 0);
            producers.add(new Thread(() -> produce(intake, port, 1_200, permits)));
        }
        return producers;
    }

    /** The packets that were dropped as the outlet was full. */
    private static long lost(ShapingReport report) {
        return report.outgoing().drops().stream()
                .filter(drop -> drop.reason() == DropReason.OUTPUT_FULL)
                .mapToLong(DropReport::packets)
                .sum();
    }

    @Test
    void a_live_run_with_a_slow_backend_and_a_pause_replays_to_the_byte() throws InterruptedException, IOException {
        Shaper shaper = recipe().capacity(Rate.gigabitsPerSecond(1), Rate.gigabitsPerSecond(1))
                .packetMemory(DataSize.ofBytes(4_000_000))
                .build();
        ByteArrayOutputStream ledger = new ByteArrayOutputStream();
        ByteArrayOutputStream recorded = new ByteArrayOutputStream();
        InputRecording recording = InputRecording.to(recorded);
        QueueBackend backend = new QueueBackend();
        LiveShaping live = shaper.live()
                .outputMemory(DataSize.ofBytes(1 << 20))
                .ledger(DecisionLedger.to(ledger))
                .record(recording)
                .drain(DrainPolicy.WAIT)
                .start(backend);
        backend.resting = true;
        List<PacketIntake> lossless = new ArrayList<>();
        List<Thread> producers = producers(backend, lossless);
        producers.forEach(Thread::start);
        while (live.outputFull() == 0 || lossless.stream().noneMatch(PacketIntake::paused)) {
            LockSupport.parkNanos(100_000);
        }
        live.pause();
        Thread.sleep(20);
        live.resume();
        backend.resting = false;
        for (Thread producer : producers) {
            producer.join();
        }
        live.close();

        assertThat(live.failure()).isNull();
        assertThat(recording.truncated()).isFalse();
        assertThat(live.discarded()).isZero();
        Replay replay = RecordedRun.replay(shaper, recorded.toByteArray());
        ByteArrayOutputStream replayed = new ByteArrayOutputStream();
        ShapingReport report = replay.ledger(DecisionLedger.to(replayed)).run();
        assertThat(replayed.toString(UTF_8)).isEqualTo(ledger.toString(UTF_8));
        assertThat(report).isEqualTo(live.report());
        assertThat(replay.inputs()).isEqualTo(recording.inputs());
        assertThat(live.outputFull()).isPositive();
        assertThat(lost(report)).isEqualTo(live.outputFull());
        assertThat(live.fidelity().outputWaited()).isPositive();
    }
}
