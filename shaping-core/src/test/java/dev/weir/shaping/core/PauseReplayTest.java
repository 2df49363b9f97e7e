package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Priorities.quota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaPeriod;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.impair.Impairment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules and quotas that go by the time of day decide in a replay as they did in a run that stood still for a time. */
@Timeout(60)
class PauseReplayTest {
    private static final Priority LATER = custom(Impairment.parse("delay=15 ms jitter=5 ms"));
    private static final Priority QUOTA = quota(Quota.of(DataSize.ofBytes(20_000), DataSize.ofBytes(20_000))
            .per(QuotaPeriod.of(Duration.ofSeconds(1)))
            .thenBlock());
    private static final Rule BY_TIME =
            (packet, context) -> context.now().get(ChronoField.MILLI_OF_SECOND) / 10 % 2 == 0 ? LATER : pass();
    private static final RuleSet BEFORE =
            RuleSet.empty().with("by time", BY_TIME).with("quota", (packet, context) -> QUOTA);
    private static final RuleSet AFTER = BEFORE.with("late", (packet, context) -> block());

    private static Shaper shaper() {
        return Shaper.builder().rules(BEFORE).seed(6).build();
    }

    private static void offer(PacketIntake intake, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            assertThat(QueueBackend.offer(intake, i)).isEqualTo(Admission.ACCEPTED);
            Thread.sleep(1);
        }
    }

    @Test
    void a_run_that_stood_still() throws InterruptedException, IOException {
        ByteArrayOutputStream ledger = new ByteArrayOutputStream();
        ByteArrayOutputStream recording = new ByteArrayOutputStream();
        QueueBackend backend = new QueueBackend();
        LiveShaping live = shaper().live()
                .ledger(DecisionLedger.to(ledger))
                .record(InputRecording.to(recording))
                .drain(DrainPolicy.WAIT)
                .start(backend);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
        for (int round = 0; round < 3; round++) {
            offer(intake, 30);
            live.pause();
            offer(intake, 30);
            live.rules(round == 1 ? AFTER : BEFORE);
            live.resume();
        }
        live.close();

        ByteArrayOutputStream replayed = new ByteArrayOutputStream();
        ShapingReport report = RecordedRun.replay(shaper(), recording.toByteArray())
                .ledger(DecisionLedger.to(replayed))
                .rules(number -> number == 2 ? AFTER : BEFORE)
                .run();
        assertThat(replayed.toString(UTF_8)).isEqualTo(ledger.toString(UTF_8));
        assertThat(report).isEqualTo(live.report());
        assertThat(report.outgoing().packetsIn()).isEqualTo(3 * 60);
        assertThat(ledger.toString(UTF_8)).contains("QUOTA_REACHED");
    }
}
