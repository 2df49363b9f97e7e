package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.delay;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Priority;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FidelityTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static FidelityReport report(long early, Duration max, Duration stall, long in, long out, long lost) {
        return new FidelityReport(
                9, ofNanos(1), ofNanos(2), ofNanos(3), ofNanos(4), max, early, 1, stall, stall, in, out, 5, lost);
    }

    @ParameterizedTest
    @EnumSource(IdleStrategy.class)
    void measures_each_release_and_finds_none_early(IdleStrategy strategy) {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = Shaper.builder()
                .rule("later", (packet, context) -> delay(2))
                .build()
                .live()
                .idle(strategy)
                .drain(DrainPolicy.WAIT)
                .start(backend);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
        for (int i = 0; i < 100; i++) {
            QueueBackend.offer(intake, i);
            LockSupport.parkNanos(50_000);
        }
        live.close();
        FidelityReport fidelity = live.fidelity();
        assertThat(fidelity.releases()).isEqualTo(100);
        assertThat(fidelity.early()).isZero();
        assertThat(fidelity.p50()).isPositive().isLessThanOrEqualTo(fidelity.p90());
        assertThat(fidelity.p999()).isLessThanOrEqualTo(fidelity.max());
        assertThat(fidelity.max()).isLessThan(Duration.ofSeconds(30));
        assertThat(fidelity.packetsLost()).isZero();
        assertThat(fidelity.trustworthy(HOUR)).isTrue();
    }

    @Test
    void does_not_measure_what_leaves_ahead_of_time_because_the_run_ends() {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = Shaper.builder()
                .rule("later", (packet, context) -> delay(600_000))
                .build()
                .start(backend);
        QueueBackend.offer(backend.session().intake(SourceKind.LOSSLESS), 1);
        QueueBackend.awaitPackets(live, 1);
        live.close();
        assertThat(backend.tokens).containsExactly(1L);
        assertThat(live.fidelity().releases()).isZero();
        assertThat(live.fidelity().early()).isZero();
        assertThat(live.fidelity().stalls()).isZero();
    }

    private static Priority slowly() {
        LockSupport.parkNanos(20_000_000);
        return delay(1);
    }

    @Test
    void tells_that_the_thread_did_not_look() {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = Shaper.builder()
                .rule("slow", (packet, context) -> slowly())
                .build()
                .live()
                .drain(DrainPolicy.WAIT)
                .start(backend);
        QueueBackend.offer(backend.session().intake(SourceKind.LOSSLESS), 1);
        live.close();
        FidelityReport fidelity = live.fidelity();
        assertThat(fidelity.stalls()).isPositive();
        assertThat(fidelity.longestStall()).isGreaterThanOrEqualTo(ofMillis(15));
        assertThat(fidelity.stalled()).isGreaterThanOrEqualTo(fidelity.longestStall());
        assertThat(fidelity.max()).isGreaterThanOrEqualTo(ofMillis(15));
        assertThat(fidelity.trustworthy(ofMillis(10))).isFalse();
        assertThat(fidelity.trustworthy(HOUR)).isTrue();
    }

    @Test
    void counts_what_the_backend_reports_as_lost() {
        QueueBackend backend = new QueueBackend();
        try (LiveShaping live = Shaper.builder().build().start(backend)) {
            backend.session().lost(3);
            backend.session().lost(4);
            assertThat(live.fidelity().captureLost()).isEqualTo(7);
            assertThat(live.fidelity().trustworthy(HOUR)).isFalse();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> backend.session().lost(-1))
                    .withMessage("packets lost must not be negative: -1");
        }
    }

    @Test
    void trusts_a_run_without_loss_that_kept_its_times() {
        assertThat(report(0, ofMillis(2), ofMillis(2), 0, 0, 0).trustworthy(ofMillis(2)))
                .isTrue();
        assertThat(report(0, ofMillis(3), ofMillis(2), 0, 0, 0).trustworthy(ofMillis(2)))
                .isFalse();
        assertThat(report(0, ofMillis(2), ofMillis(3), 0, 0, 0).trustworthy(ofMillis(2)))
                .isFalse();
        assertThat(report(1, ofMillis(2), ofMillis(2), 0, 0, 0).trustworthy(HOUR))
                .isFalse();
        assertThat(report(0, ofMillis(2), ofMillis(2), 1, 0, 0).trustworthy(HOUR))
                .isFalse();
        assertThat(report(0, ofMillis(2), ofMillis(2), 0, 1, 0).trustworthy(HOUR))
                .isFalse();
        assertThat(report(0, ofMillis(2), ofMillis(2), 0, 0, 1).trustworthy(HOUR))
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report(0, HOUR, HOUR, 0, 0, 0).trustworthy(ofMillis(-1)))
                .withMessage("lateness must not be negative: PT-0.001S");
    }

    @Test
    void reads_as_one_line() {
        assertThat(report(0, ofNanos(1_250), ofMillis(2), 6, 7, 8))
                .hasToString(
                        "9 releases late by p50 0.0 us, p90 0.0 us, p99 0.0 us, p99.9 0.0 us, max 1.2 us; 0 early; "
                                + "1 stalls, longest 2000.0 us, in all 2000.0 us; lost 6 before, 7 behind, 8 in the capture; 5 waited");
    }
}
