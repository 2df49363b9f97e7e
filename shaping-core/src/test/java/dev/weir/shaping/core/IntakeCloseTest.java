package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class IntakeCloseTest {
    private static final Admission CLOSED = Admission.dropped(DropReason.CLOSED);
    private static final int MOST_LOSSLESS = 255;

    private final QueueBackend backend = new QueueBackend();

    private LiveShaping start(int delayMillis) {
        return Shaper.builder()
                .rule("later", (packet, context) -> delay(delayMillis))
                .build()
                .live()
                .inputMemory(DataSize.ofBytes(1 << 20))
                .outputMemory(DataSize.ofBytes(1 << 20))
                .drain(DrainPolicy.WAIT)
                .start(backend);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(50_000);
        }
    }

    private static List<Long> numbers(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    /** Opens an intake for one packet; waits for a number that is free. */
    private static PacketIntake open(CaptureSession session, SourceKind kind) {
        while (true) {
            try {
                return session.intake(kind);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageStartingWith("lossless intakes must be at most 255");
                LockSupport.parkNanos(50_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SourceKind.class)
    void one_after_the_other_takes_the_memory_of_a_few(SourceKind kind) {
        int count = 10_000;
        List<WeakReference<PacketIntake>> intakes = new ArrayList<>();
        LiveShaping live = start(0);
        for (int i = 0; i < count; i++) {
            try (PacketIntake intake = open(backend.session(), kind)) {
                assertThat(QueueBackend.offer(intake, i)).isEqualTo(Admission.ACCEPTED);
                intakes.add(new WeakReference<>(intake));
            }
            int last = i - 50;
            await(() -> backend.tokens.size() > last);
        }
        await(() -> backend.tokens.size() == count);
        PacketIntake other = backend.session().intake(SourceKind.LOSSY);
        await(() -> {
            System.gc();
            return intakes.stream().allMatch(intake -> intake.get() == null);
        });
        assertThat(QueueBackend.offer(other, count)).isEqualTo(Admission.ACCEPTED);
        live.close();
        assertThat(backend.tokens).containsExactlyInAnyOrderElementsOf(numbers(count + 1));
        assertThat(live.report().outgoing().packetsOut()).isEqualTo(count + 1);
        assertThat(live.inputFull()).isZero();
    }

    @Test
    void what_was_accepted_before_goes_its_way_and_nothing_after() {
        LiveShaping live = start(1);
        live.pause();
        Semaphore calls = new Semaphore(0);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, calls::release);
        for (int i = 0; i < 3; i++) {
            assertThat(QueueBackend.offer(intake, i)).isEqualTo(Admission.ACCEPTED);
        }
        intake.close();
        intake.close();
        assertThat(QueueBackend.offer(intake, 9)).isEqualTo(CLOSED);
        assertThat(live.report().outgoing().packetsIn()).isZero();
        calls.drainPermits();
        live.resume();
        calls.acquireUninterruptibly();
        await(() -> backend.tokens.size() == 3);
        assertThat(QueueBackend.offer(intake, 9)).isEqualTo(CLOSED);
        live.close();
        intake.close();
        assertThat(backend.tokens).containsExactly(0L, 1L, 2L);
        assertThat(live.discarded()).isZero();
    }

    @Test
    void packets_there_was_no_room_for_stay_in_the_count() {
        LiveShaping live = start(0);
        live.pause();
        long full = 0;
        for (int round = 1; round <= 3; round++) {
            PacketIntake intake = backend.session().intake(SourceKind.LOSSY);
            while (QueueBackend.offer(intake, 0) == Admission.ACCEPTED) {}
            QueueBackend.offer(intake, 0);
            intake.close();
            assertThat(QueueBackend.offer(intake, 0)).isEqualTo(CLOSED);
            full += intake.inputFull();
            assertThat(full).isEqualTo(2L * round);
            assertThat(live.inputFull()).isEqualTo(full);
        }
        live.resume();
        while (live.report().outgoing().packetsHeld() > 0
                || live.report().outgoing().packetsIn() == 0) {
            assertThat(live.inputFull()).isEqualTo(full);
        }
        live.close();
        assertThat(live.inputFull()).isEqualTo(full);
        assertThat(live.fidelity().inputFull()).isEqualTo(full);
    }

    /** While packets wait for the outlet their sources must not be mixed up with others. */
    @Test
    void numbers_of_lossless_sources_are_free_again_when_their_packets_have_left() {
        LiveShaping live = start(0);
        backend.resting = true;
        long token = 0;
        PacketIntake first = backend.session().intake(SourceKind.LOSSLESS);
        while (!first.paused()) {
            token += QueueBackend.offer(first, token) == Admission.ACCEPTED ? 1 : 0;
        }
        first.close();
        for (int i = 1; i < MOST_LOSSLESS; i++) {
            PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
            assertThat(QueueBackend.offer(intake, token++)).isEqualTo(Admission.ACCEPTED);
            intake.close();
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> backend.session().intake(SourceKind.LOSSLESS))
                .withMessage("lossless intakes must be at most 255, with closed ones whose packets have not left");
        PacketIntake lossy = backend.session().intake(SourceKind.LOSSY);
        lossy.close();
        backend.resting = false;
        for (int i = 0; i < 2 * MOST_LOSSLESS; i++) {
            PacketIntake intake = open(backend.session(), SourceKind.LOSSLESS);
            assertThat(QueueBackend.offer(intake, token++)).isEqualTo(Admission.ACCEPTED);
            intake.close();
        }
        live.close();
        assertThat(backend.tokens).containsExactlyInAnyOrderElementsOf(numbers(token));
        assertThat(live.report().outgoing().packetsDropped()).isZero();
    }

    @Test
    void is_closed_in_all_shards() {
        LiveShaping live = Shaper.builder()
                .build()
                .live()
                .shards(2)
                .inputMemory(DataSize.ofBytes(1 << 20))
                .start(backend);
        int count = 1_000;
        for (int i = 0; i < count; i++) {
            byte[] bytes = Packets.udp("10.0.0.2", i, "192.0.2.7", 443)
                    .length(100)
                    .outgoing()
                    .bytes();
            PacketIntake intake = open(backend.session(), SourceKind.LOSSLESS);
            assertThat(intake.offer(bytes, 0, 100, 100, LinkType.ETHERNET, Direction.OUTGOING, i))
                    .isEqualTo(Admission.ACCEPTED);
            intake.close();
            assertThat(intake.offer(bytes, 0, 100, 100, LinkType.ETHERNET, Direction.OUTGOING, i))
                    .isEqualTo(CLOSED);
        }
        live.close();
        assertThat(backend.tokens).containsExactlyInAnyOrderElementsOf(numbers(count));
    }

    private static void openAndClose(CaptureSession session, SourceKind kind, AtomicLong accepted) {
        Admission answer = Admission.ACCEPTED;
        while (answer != CLOSED) {
            try (PacketIntake intake = open(session, kind)) {
                answer = QueueBackend.offer(intake, 0);
                accepted.addAndGet(answer == Admission.ACCEPTED ? 1 : 0);
            }
            LockSupport.parkNanos(10_000);
        }
    }

    @ParameterizedTest
    @EnumSource(SourceKind.class)
    void the_run_may_close_at_the_same_time(SourceKind kind) throws InterruptedException {
        LiveShaping live = start(1);
        AtomicLong accepted = new AtomicLong();
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            producers.add(new Thread(() -> openAndClose(backend.session(), kind, accepted)));
        }
        producers.forEach(Thread::start);
        await(() -> backend.tokens.size() > 100);
        live.close();
        for (Thread producer : producers) {
            producer.join();
        }
        assertThat(live.failure()).isNull();
        assertThat(backend.tokens.size() + live.discarded()).isEqualTo(accepted.get());
        PacketIntake late = backend.session().intake(kind, new Adapter(1, "late"));
        assertThat(QueueBackend.offer(late, 0)).isEqualTo(CLOSED);
        late.close();
    }

    @Test
    void another_thread_may_close_it_while_its_producer_offers() throws InterruptedException {
        LiveShaping live = start(0);
        AtomicLong accepted = new AtomicLong();
        for (int round = 0; round < 50; round++) {
            PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
            Semaphore begun = new Semaphore(0);
            Thread producer = new Thread(() -> {
                Admission answer = Admission.BUSY;
                while (answer != CLOSED) {
                    answer = QueueBackend.offer(intake, 0);
                    accepted.addAndGet(answer == Admission.ACCEPTED ? 1 : 0);
                    begun.release();
                }
            });
            producer.start();
            begun.acquireUninterruptibly();
            intake.close();
            producer.join();
        }
        live.close();
        assertThat(live.report().outgoing().packetsIn()).isEqualTo(accepted.get());
        assertThat(backend.tokens).hasSize((int) accepted.get());
    }
}
