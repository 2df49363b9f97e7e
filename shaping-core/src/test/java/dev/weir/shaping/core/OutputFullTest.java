package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutputFullTest {
    /** More than the outlet's memory holds. */
    private static final int COUNT = 3_000;

    private static LiveShaping start(QueueBackend backend, Priority priority, IdleStrategy strategy) {
        return Shaper.builder()
                .rule("all", (packet, context) -> priority)
                .packetMemory(DataSize.ofBytes(300_000))
                .build()
                .live()
                .idle(strategy)
                .outputMemory(DataSize.ofBytes(1 << 20))
                .start(backend);
    }

    @Test
    void drops_and_counts_what_lossy_sources_sent() {
        QueueBackend backend = new QueueBackend();
        backend.resting = true;
        LiveShaping live = start(backend, pass(), IdleStrategy.BALANCED);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSY);
        for (int i = 0; i < COUNT; i++) {
            assertThat(QueueBackend.offer(intake, i)).isEqualTo(Admission.ACCEPTED);
        }
        QueueBackend.awaitPackets(live, COUNT);
        backend.resting = false;
        live.close();
        DirectionReport report = live.report().outgoing();
        assertThat(live.outputFull()).isPositive();
        assertThat(report.drops())
                .extracting(DropReport::reason, DropReport::packets)
                .containsExactly(tuple(DropReason.OUTPUT_FULL, live.outputFull()));
        assertThat(report.packetsOut() + live.outputFull()).isEqualTo(COUNT);
        assertThat(backend.tokens)
                .containsExactlyElementsOf(
                        LongStream.range(0, report.packetsOut()).boxed().toList());
        assertThat(live.fidelity().outputFull()).isEqualTo(live.outputFull());
        assertThat(live.fidelity().releases()).isEqualTo(report.packetsOut());
        assertThat(live.fidelity().outputWaited()).isZero();
    }

    @Test
    void counts_ignored_packets_as_lost_but_not_in_the_report() {
        QueueBackend backend = new QueueBackend();
        backend.resting = true;
        LiveShaping live = start(backend, ignore(), IdleStrategy.BALANCED);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSY);
        for (int i = 0; i < COUNT; i++) {
            QueueBackend.offer(intake, i);
        }
        while (live.report().outgoing().packetsIgnored() < COUNT) {
            LockSupport.parkNanos(100_000);
        }
        backend.resting = false;
        live.close();
        assertThat(live.outputFull()).isPositive();
        assertThat(backend.tokens.size() + live.outputFull()).isEqualTo(COUNT);
        assertThat(live.report().outgoing().packetsDropped()).isZero();
        assertThat(live.report().outgoing().packetsHeld()).isZero();
    }

    @ParameterizedTest
    @EnumSource(IdleStrategy.class)
    void loses_nothing_of_lossless_sources_and_pauses_them(IdleStrategy strategy) throws InterruptedException {
        QueueBackend backend = new QueueBackend();
        backend.resting = true;
        LiveShaping live = start(backend, pass(), strategy);
        Semaphore permits = new Semaphore(0);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, permits::release);
        int count = 3 * COUNT;
        Thread producer = new Thread(() -> QueueBackend.produce(intake, count, permits));
        producer.start();
        while (!intake.paused()) {
            LockSupport.parkNanos(100_000);
        }
        DirectionReport waiting = live.report().outgoing();
        assertThat(waiting.packetsHeld()).isPositive();
        assertThat(waiting.packetsDropped()).isZero();
        backend.resting = false;
        producer.join();
        while (live.report().outgoing().packetsOut() < count) {
            LockSupport.parkNanos(100_000);
        }
        live.close();
        assertThat(backend.tokens)
                .containsExactlyElementsOf(LongStream.range(0, count).boxed().toList());
        assertThat(live.report().outgoing().packetsOut()).isEqualTo(count);
        assertThat(live.fidelity().outputWaited()).isPositive();
        assertThat(live.fidelity().releases() + live.fidelity().outputWaited()).isEqualTo(count);
        assertThat(live.fidelity().packetsLost()).isZero();
        assertThat(live.fidelity().early()).isZero();
    }

    @Test
    void serves_lossy_and_lossless_sources_through_one_outlet() throws InterruptedException {
        QueueBackend backend = new QueueBackend();
        backend.resting = true;
        LiveShaping live = start(backend, pass(), IdleStrategy.BALANCED);
        Semaphore permits = new Semaphore(0);
        PacketIntake lossless = backend.session().intake(SourceKind.LOSSLESS, permits::release);
        PacketIntake lossy = backend.session().intake(SourceKind.LOSSY);
        Thread producer = new Thread(() -> QueueBackend.produce(lossless, COUNT, permits));
        producer.start();
        while (!lossless.paused()) {
            LockSupport.parkNanos(100_000);
        }
        for (int i = 0; i < 10; i++) {
            QueueBackend.offer(lossy, COUNT);
        }
        while (live.outputFull() < 10) {
            LockSupport.parkNanos(100_000);
        }
        backend.resting = false;
        producer.join();
        live.close();
        assertThat(live.report().outgoing().drops())
                .extracting(DropReport::reason, DropReport::packets)
                .containsExactly(tuple(DropReason.OUTPUT_FULL, 10L));
        assertThat(backend.tokens)
                .containsExactlyElementsOf(LongStream.range(0, COUNT).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ends_although_the_backend_takes_nothing(boolean lossy) throws InterruptedException {
        QueueBackend backend = new QueueBackend();
        backend.resting = true;
        LiveShaping live = start(backend, pass(), IdleStrategy.BALANCED);
        PacketIntake intake = backend.session().intake(lossy ? SourceKind.LOSSY : SourceKind.LOSSLESS);
        for (int i = 0; i < COUNT; i++) {
            QueueBackend.offer(intake, i);
        }
        live.close();
        DirectionReport report = live.report().outgoing();
        assertThat(report.packetsIn()).isEqualTo(COUNT);
        assertThat(report.packetsHeld()).isZero();
        assertThat(report.packetsDropped()).isEqualTo(live.outputFull() + live.discarded());
        if (lossy) {
            assertThat(live.outputFull()).isPositive();
        } else {
            assertThat(live.outputFull()).isZero();
            assertThat(live.discarded()).isPositive();
        }
        assertThat(backend.tokens).isEqualTo(List.of());
    }

    @Test
    void refuses_what_will_never_fit_instead_of_waiting_for_ever() {
        QueueBackend backend = new QueueBackend();
        LiveShaping live =
                Shaper.builder().packetMemory(DataSize.ofBytes(500)).build().start(backend);
        QueueBackend.offer(backend.session().intake(SourceKind.LOSSLESS), 1);
        live.close();
        assertThat(live.report().outgoing().drops())
                .extracting(DropReport::reason, DropReport::packets)
                .containsExactly(tuple(DropReason.PACKET_MEMORY_FULL, 1L));
    }
}
