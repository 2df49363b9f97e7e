package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveFailureTest {
    private final QueueBackend backend = new QueueBackend();

    /** Fails where it is told to. */
    private static final class BrokenBackend extends QueueBackend {
        private final boolean breaksAtStart;
        private final boolean breaksAtClose;
        private final AtomicReference<PacketIntake> intake = new AtomicReference<>();

        BrokenBackend(boolean breaksAtStart, boolean breaksAtClose) {
            this.breaksAtStart = breaksAtStart;
            this.breaksAtClose = breaksAtClose;
        }

        @Override
        public void start(CaptureSession given) {
            super.start(given);
            intake.set(given.intake(SourceKind.LOSSY));
            if (breaksAtStart) {
                throw new IllegalStateException("no such adapter");
            }
        }

        @Override
        public void close() {
            super.close();
            if (breaksAtClose) {
                throw new IllegalStateException("cannot close");
            }
        }
    }

    @BeforeAll
    static void keepQuiet() {
        QueueBackend.keepQuiet();
    }

    private static void awaitEnd(LiveShaping live) {
        while (live.running()) {
            LockSupport.parkNanos(100_000);
        }
    }

    private static Priority broken() {
        throw new IllegalArgumentException("broken");
    }

    @Test
    void a_rule_that_throws_passes_and_is_counted() {
        LiveShaping live = Shaper.builder()
                .rule("broken", (packet, context) -> broken())
                .build()
                .start(backend);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
        for (int i = 0; i < 10; i++) {
            QueueBackend.offer(intake, i);
        }
        live.close();
        assertThat(live.failure()).isNull();
        assertThat(backend.tokens).hasSize(10);
        assertThat(live.report().rules().get(0).errors()).isEqualTo(10);
    }

    @Test
    void a_backend_that_cannot_start_is_closed_with_all_its_intakes() {
        BrokenBackend broken = new BrokenBackend(true, true);
        assertThatIllegalStateException()
                .isThrownBy(() -> Shaper.builder().build().start(broken))
                .withMessage("no such adapter")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().satisfies(other -> assertThat(other)
                        .hasMessage("cannot close")));
        assertThat(broken.closes).hasValue(1);
        assertThat(QueueBackend.offer(Objects.requireNonNull(broken.intake.get()), 1))
                .isEqualTo(Admission.dropped(DropReason.CLOSED));
    }

    @Test
    void a_backend_is_closed_when_there_is_no_thread_for_it() {
        LiveShapingBuilder settings = Shaper.builder().build().live().threadFactory(loop -> {
            throw new IllegalStateException("no thread");
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> settings.start(backend))
                .withMessage("no thread");
        assertThat(backend.closes).hasValue(1);
    }

    @Test
    void a_backend_that_fails_ends_the_run_and_only_its_first_failure_counts() {
        IllegalStateException first = new IllegalStateException("adapter is gone");
        LiveShaping live = Shaper.builder()
                .rule("later", (packet, context) -> delay(600_000))
                .build()
                .start(backend);
        QueueBackend.offer(backend.session().intake(SourceKind.LOSSLESS), 1);
        backend.session().failed(first);
        backend.session().failed(new IllegalStateException("second"));
        awaitEnd(live);
        assertThat(live.failure()).isSameAs(first);
        assertThat(backend.tokens).containsExactly(1L);
        assertThat(backend.closes).hasValue(1);
        live.close();
    }

    @Test
    void a_backend_that_cannot_close_is_a_failure() {
        BrokenBackend broken = new BrokenBackend(false, true);
        LiveShaping live = Shaper.builder().build().start(broken);
        live.close();
        assertThat(live.failure()).hasMessage("cannot close");
        assertThat(broken.closes).hasValue(1);
    }

    @Test
    void a_listener_that_throws_hinders_nothing() {
        LiveShaping live = Shaper.builder()
                .build()
                .live()
                .onFailure(failure -> {
                    throw new AssertionError("listener");
                })
                .start(backend);
        backend.session().failed(new IllegalStateException("adapter is gone"));
        live.close();
        assertThat(live.failure()).hasMessage("adapter is gone");
        assertThat(backend.closes).hasValue(1);
    }

    @Test
    void a_resume_call_that_throws_ends_the_run_in_order() {
        LiveShaping live = Shaper.builder()
                .rule("later", (packet, context) -> delay(600_000))
                .build()
                .start(backend);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, () -> {
            throw new IllegalStateException("broken call");
        });
        QueueBackend.offer(intake, 1);
        QueueBackend.awaitPackets(live, 1);
        live.pause();
        while (!intake.paused()) {
            LockSupport.parkNanos(100_000);
        }
        live.resume();
        awaitEnd(live);
        assertThat(live.failure()).hasMessage("broken call");
        assertThat(backend.tokens).containsExactly(1L);
        assertThat(QueueBackend.offer(intake, 2)).isEqualTo(Admission.dropped(DropReason.CLOSED));
    }

    @Test
    void may_be_closed_by_its_own_thread() {
        AtomicReference<LiveShaping> run = new AtomicReference<>();
        CountDownLatch set = new CountDownLatch(1);
        LiveShaping live = Shaper.builder()
                .rule("last packet", (packet, context) -> {
                    await(set);
                    Objects.requireNonNull(run.get()).close();
                    return pass();
                })
                .build()
                .start(backend);
        run.set(live);
        set.countDown();
        QueueBackend.offer(backend.session().intake(SourceKind.LOSSLESS), 1);
        awaitEnd(live);
        assertThat(live.failure()).isNull();
        assertThat(backend.tokens).containsExactly(1L);
        live.close();
        live.close();
        assertThat(backend.closes).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void one_recipe_starts_as_many_runs_as_asked_each_with_its_own_state() {
        LiveShapingBuilder settings = Shaper.builder().build().live();
        QueueBackend other = new QueueBackend();
        LiveShaping live = settings.start(backend);
        LiveShaping second = settings.start(other);
        QueueBackend.offer(backend.session().intake(SourceKind.LOSSLESS), 1);
        live.close();
        second.close();
        assertThat(live.report().outgoing().packetsIn()).isEqualTo(1);
        assertThat(second.report().outgoing().packetsIn()).isZero();
    }

    @Test
    void refuses_more_lossless_intakes_than_it_can_tell_apart() {
        LiveShaping live = Shaper.builder()
                .build()
                .live()
                .inputMemory(DataSize.ofBytes(1 << 20))
                .start(backend);
        for (int i = 0; i < 255; i++) {
            backend.session().intake(SourceKind.LOSSLESS);
        }
        assertThatThrownBy(() -> backend.session().intake(SourceKind.LOSSLESS))
                .hasMessageStartingWith("lossless intakes must be at most 255");
        live.close();
    }
}
