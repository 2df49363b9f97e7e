package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LivePauseTest {
    private static final int PAUSE_MILLIS = 150;
    private static final int DELAY_MILLIS = 100;

    private static LiveShaping start(QueueBackend backend, int delayMillis, DrainPolicy policy, IdleStrategy strategy) {
        return Shaper.builder()
                .rule("later", (packet, context) -> delay(delayMillis))
                .build()
                .live()
                .idle(strategy)
                .drain(policy)
                .inputMemory(DataSize.ofBytes(1 << 20))
                .start(backend);
    }

    @ParameterizedTest
    @EnumSource(IdleStrategy.class)
    void held_packets_keep_the_time_that_is_left(IdleStrategy strategy) throws InterruptedException {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = start(backend, DELAY_MILLIS, DrainPolicy.WAIT, strategy);
        long offered = System.nanoTime();
        QueueBackend.offer(backend.session().intake(SourceKind.LOSSLESS), 1);
        QueueBackend.awaitPackets(live, 1);
        live.pause();
        live.pause();
        boolean left = !backend.tokens.isEmpty();
        long paused = System.nanoTime();
        Thread.sleep(PAUSE_MILLIS);
        assertThat(backend.tokens.isEmpty()).isNotEqualTo(left);
        assertThat(live.report().duration()).isEqualTo(live.report().duration());
        long pausedNanos = System.nanoTime() - paused;
        live.resume();
        live.resume();
        live.close();
        assertThat(backend.tokens).containsExactly(1L);
        long least = DELAY_MILLIS * 1_000_000L + (left ? 0 : pausedNanos);
        assertThat(backend.takenNanos - offered).isGreaterThanOrEqualTo(least);
        assertThat(live.fidelity().early()).isZero();
    }

    @Test
    void answers_after_the_end_however_often_it_is_asked() {
        LiveShaping live = start(new QueueBackend(), 0, DrainPolicy.RELEASE, IdleStrategy.BALANCED);
        live.close();
        for (int i = 0; i < 1_100; i++) {
            live.pause();
        }
        assertThat(live.report().outgoing().packetsIn()).isZero();
    }

    @Test
    void lanes_fill_while_it_stands_and_lossless_producers_are_called_when_it_goes_on() {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = start(backend, 1, DrainPolicy.WAIT, IdleStrategy.BALANCED);
        live.pause();
        PacketIntake lossy = backend.session().intake(SourceKind.LOSSY);
        Semaphore permits = new Semaphore(0);
        PacketIntake lossless = backend.session().intake(SourceKind.LOSSLESS, permits::release);
        long accepted = 0;
        Admission answer = QueueBackend.offer(lossy, 0);
        while (answer == Admission.ACCEPTED) {
            accepted++;
            answer = QueueBackend.offer(lossy, 0);
        }
        assertThat(answer).isEqualTo(Admission.dropped(DropReason.INPUT_FULL));
        answer = QueueBackend.offer(lossless, 0);
        while (answer == Admission.ACCEPTED) {
            accepted++;
            answer = QueueBackend.offer(lossless, 0);
        }
        assertThat(answer).isEqualTo(Admission.BUSY);
        assertThat(accepted).isGreaterThan(2_000);
        assertThat(live.inputFull()).isEqualTo(1);
        assertThat(live.fidelity().inputFull()).isEqualTo(1);
        assertThat(live.report().outgoing().packetsIn()).isZero();
        permits.drainPermits();
        live.resume();
        while (QueueBackend.offer(lossless, 0) == Admission.BUSY) {
            permits.acquireUninterruptibly();
        }
        live.close();
        assertThat(backend.tokens).hasSize((int) accepted + 1);
        assertThat(live.report().outgoing().packetsIn()).isEqualTo(accepted + 1);
    }

    @Test
    void a_producer_that_obeys_the_hint_is_called_although_its_lane_is_empty() {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = start(backend, 1, DrainPolicy.WAIT, IdleStrategy.LOW_CPU);
        Semaphore permits = new Semaphore(0);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, permits::release);
        live.pause();
        while (!intake.paused()) {
            LockSupport.parkNanos(100_000);
        }
        live.resume();
        permits.acquireUninterruptibly();
        assertThat(intake.paused()).isFalse();
        live.close();
    }

    @Test
    void may_be_paused_by_many_threads_at_any_time() throws InterruptedException {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = start(backend, 1, DrainPolicy.WAIT, IdleStrategy.BALANCED);
        Semaphore permits = new Semaphore(0);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, permits::release);
        Thread producer = new Thread(() -> QueueBackend.produce(intake, 10_000, permits));
        Runnable pauses = () -> {
            while (live.running()) {
                live.pause();
                live.resume();
            }
            live.pause();
        };
        Thread first = new Thread(pauses);
        Thread second = new Thread(pauses);
        producer.start();
        first.start();
        second.start();
        producer.join();
        live.close();
        first.join();
        second.join();
        assertThat(live.failure()).isNull();
        assertThat(backend.tokens).hasSize(10_000);
        assertThat(live.fidelity().early()).isZero();
    }

    @ParameterizedTest
    @EnumSource(DrainPolicy.class)
    void closing_ends_the_pause(DrainPolicy policy) {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = start(backend, DELAY_MILLIS, policy, IdleStrategy.BALANCED);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
        QueueBackend.offer(intake, 1);
        QueueBackend.awaitPackets(live, 1);
        live.pause();
        QueueBackend.offer(intake, 2);
        live.close();
        live.pause();
        live.resume();
        assertThat(backend.tokens.size() + live.discarded()).isEqualTo(2);
        if (policy != DrainPolicy.DISCARD) {
            assertThat(backend.tokens).containsExactly(1L, 2L);
        }
    }
}
