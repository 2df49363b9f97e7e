package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rate;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.core.engine.Recipe;
import dev.weir.shaping.core.live.InputRecorder;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.match.AddressGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InputRecordingTest {
    private static final Logger LOGGER = Logger.getLogger(LiveShaping.class.getName());
    private static final Frame FRAME =
            Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443).length(1_000).outgoing();

    private final MemoryBackend backend = new MemoryBackend();

    @TempDir
    private Path folder;

    /** Failures are logged, and here they are meant. */
    @BeforeAll
    static void keepQuiet() {
        LOGGER.setLevel(Level.OFF);
    }

    private static Shaper.Builder recipe() {
        return Shaper.builder().rule("some", (packet, context) -> drop(0.5)).seed(5);
    }

    /** Offers packets; the answer is how many were taken. */
    private int offer(int count) {
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS);
        byte[] bytes = FRAME.bytes();
        int taken = 0;
        for (int i = 0; i < count; i++) {
            Admission answer = Admission.BUSY;
            while (answer == Admission.BUSY) {
                Thread.onSpinWait();
                answer = intake.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, i);
            }
            taken += answer == Admission.ACCEPTED ? 1 : 0;
        }
        return taken;
    }

    /** Keeps what is written, but not before it may. */
    private static final class SlowStream extends OutputStream {
        private final CountDownLatch open = new CountDownLatch(1);
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean started;

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (started && Thread.currentThread().getName().equals("weir-recorder")) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            started = true;
            kept.write(bytes, offset, length);
        }
    }

    @Test
    void is_truncated_when_the_disk_is_too_slow_while_the_run_goes_on() throws IOException {
        SlowStream disk = new SlowStream();
        InputRecording recording = InputRecording.to(disk).memory(DataSize.ofBytes(1 << 19));
        LiveShaping live = recipe().build().live().record(recording).start(backend);
        offer(2_000);
        while (live.report().outgoing().packetsIn() < 2_000) {
            Thread.onSpinWait();
        }
        assertThat(recording.lost()).isPositive();
        assertThat(recording.inputs()).isPositive();
        disk.open.countDown();
        live.close();
        assertThat(live.failure()).isNull();
        assertThat(recording.truncated()).isTrue();
        assertThat(recording.failure()).isNull();
        assertThat(recording.inputs() + recording.lost()).isEqualTo(2_000 + 2);

        byte[] bytes = disk.kept.toByteArray();
        Replay replay = RecordedRun.replay(recipe().build(), bytes);
        assertThatThrownBy(replay::run)
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageEndingWith("recording is truncated: " + recording.lost() + " inputs are lost");
        assertThat(replay.inputs()).isEqualTo(recording.inputs());
        Replay partial = RecordedRun.replay(recipe().build(), bytes).allowTruncated();
        assertThat(partial.run().outgoing().packetsIn()).isEqualTo(recording.inputs());
        assertThat(partial.truncated()).isTrue();
    }

    @Test
    void a_disk_that_fails_ends_the_recording_and_not_the_run() {
        OutputStream full = new OutputStream() {
            private int written;

            @Override
            public void write(int octet) throws IOException {
                if (++written > 5_000) {
                    throw new IOException("disk is full");
                }
            }
        };
        InputRecording recording = InputRecording.to(full);
        LiveShaping live = recipe().build().live().record(recording).start(backend);
        offer(100);
        live.close();
        assertThat(live.failure()).isNull();
        assertThat(live.report().outgoing().packetsIn()).isEqualTo(100);
        assertThat(recording.truncated()).isTrue();
        assertThat(recording.failure()).hasMessage("disk is full");
    }

    @Test
    void allocates_nothing_on_the_engine_thread() throws IOException {
        InputRecorder recorder = new InputRecorder(1 << 20);
        recorder.begin(OutputStream.nullOutputStream(), false, Instant.EPOCH, Map.of());
        byte[] bytes = FRAME.bytes();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 200_000; i++) {
            if (i == 100_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            recorder.offered(
                    i * 1_000_000L,
                    bytes,
                    0,
                    bytes.length,
                    bytes.length + i,
                    LinkType.ETHERNET,
                    Direction.OUTGOING,
                    0,
                    0,
                    i);
            recorder.refused(i * 1_000_000L, i + 1);
            recorder.retried(i * 1_000_000L, 1);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4_096);
        recorder.finish();
        assertThat(recorder.recorded() + recorder.lost()).isEqualTo(3 * 200_000);
        assertThat(recorder.recorded()).isPositive();
    }

    @Test
    void a_file_that_cannot_be_made_ends_the_start() {
        InputRecording recording = InputRecording.to(folder.resolve("missing").resolve("run.weir"));
        LiveShapingBuilder settings = recipe().build().live().record(recording);
        assertThatThrownBy(() -> settings.start(new MemoryBackend() {
                    @Override
                    public void close() {}
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("input recording: ");
    }

    @Test
    void is_for_one_run_and_not_for_shared_links() {
        InputRecording recording = InputRecording.to(new ByteArrayOutputStream());
        recipe().build().live().record(recording).start(backend).close();
        assertThatIllegalStateException()
                .isThrownBy(() -> recipe().build().live().record(recording).start(new MemoryBackend()))
                .withMessage("a recording is for one run");
        Shaper shared =
                recipe().upload(SharedLink.of(Rate.megabitsPerSecond(1))).build();
        InputRecording fresh = InputRecording.to(new ByteArrayOutputStream());
        assertThatIllegalStateException()
                .isThrownBy(() -> shared.live().record(fresh).start(new MemoryBackend()))
                .withMessage("a run that shares a link cannot be recorded, as others decide too");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.memory(DataSize.ofBytes(1_000)))
                .withMessage("recording memory must be within 524288..1073741824 bytes: 1000");
        assertThat(fresh.inputs()).isZero();
        assertThat(fresh.truncated()).isFalse();
    }

    @Test
    void replays_no_other_recipe() throws IOException {
        byte[] bytes =
                RecordedRun.bytes(recipe().build(), run -> run.offer(0, FRAME).close(DrainPolicy.RELEASE));
        assertThat(RecordedRun.replay(recipe().build(), bytes).run().outgoing().packetsIn())
                .isEqualTo(1);
        refuse(bytes, recipe().seed(6), "seed is \"6\" and was \"5\"");
        refuse(bytes, recipe().rule("other", (packet, context) -> pass()), "rules is \"some\nother\" and was \"some\"");
        RuleSet off = RuleSet.empty().with(new RuleEntry("some", (packet, context) -> drop(0.5), false));
        refuse(bytes, recipe().rules(off), "rules is \"some (off)\" and was \"some\"");
        refuse(bytes, recipe().defaultPriority(limit(1_000)), "default priority is ");
        refuse(bytes, recipe().upload(Impairment.parse("delay=1 ms")), "upload is \"delay=1 ms\" and was \"\"");
        refuse(bytes, recipe().download(Impairment.parse("loss=1 %")), "download is \"loss=1 %\" and was \"\"");
        Rate rate = Rate.megabitsPerSecond(1);
        refuse(bytes, recipe().capacity(rate, rate), "capacity is ");
        refuse(bytes, recipe().capacity(7, rate, rate), "adapters is ");
        refuse(bytes, recipe().settings(Settings.builder().systemUpload(rate).build()), "settings is ");
        refuse(bytes, recipe().lookup((GeoResolver) address -> null), "lookups is \"places\" and was \"\"");
        refuse(bytes, recipe().zone(ZoneId.of("Europe/Paris")), "zone is \"Europe/Paris\" and was \"Z\"");
        refuse(bytes, recipe().packetMemory(DataSize.ofBytes(9_000)), "packet memory is \"9000 bytes\"");
        refuse(bytes, recipe().maxStreams(7), "streams is \"7\"");
        refuse(bytes, recipe().maxFlows(7), "flows is \"7\"");
        refuse(bytes, recipe().addressGroup(AddressGroup.of("a", "::1")), "addresses is \"[@a: ::1] \"");
    }

    private static void refuse(byte[] bytes, Shaper.Builder other, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedRun.replay(other.build(), bytes).run())
                .withMessageStartingWith("recipe must be the recorded one, but " + message);
    }

    /** A component that is added must be compared too, or be one of those that a recording has otherwise. */
    @Test
    void compares_all_that_a_recipe_is_made_of() {
        assertThat(Arrays.stream(Recipe.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyInAnyOrder(
                        "filters",
                        "rules",
                        "defaultPriority",
                        "download",
                        "upload",
                        "capacity",
                        "adapters",
                        "streams",
                        "settings",
                        "shared",
                        "seed",
                        "providers",
                        "start",
                        "zone",
                        "maxPacketBytes",
                        "maxFlows",
                        "addresses",
                        "ruleErrors");
        assertThat(RecipeText.of(recipe().build().recipe(Instant.EPOCH))).hasSize(15);
    }

    @Test
    void wants_the_rules_that_were_set() {
        RuleSet blocking = RuleSet.empty().with("block", (packet, context) -> block());
        Shaper shaper = recipe().build();
        byte[] bytes = RecordedRun.bytes(
                shaper, run -> run.offer(0, FRAME).rules(blocking).close(DrainPolicy.RELEASE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedRun.replay(shaper, bytes).run())
                .withMessage("rules 1 must be given: block");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedRun.replay(shaper, bytes)
                        .rules(number -> RuleSet.empty())
                        .run())
                .withMessage("rules 1 must be \"block\": \"\"");
    }

    @Test
    void notices_a_rule_that_decides_differently() {
        Shaper blocking =
                Shaper.builder().rule("rule", (packet, context) -> block()).build();
        Shaper passing =
                Shaper.builder().rule("rule", (packet, context) -> pass()).build();
        byte[] bytes = RecordedRun.bytes(blocking, run -> run.offer(0, FRAME).close(DrainPolicy.RELEASE));
        assertThatIllegalStateException()
                .isThrownBy(() -> RecordedRun.replay(passing, bytes).run())
                .withMessageMatching("recording: byte [0-9]+: replay differs from the recorded run: "
                        + "0 packets were released, and 1 are now");
    }

    @Test
    void runs_once_and_throws_the_errors_of_rules() {
        Shaper shaper = Shaper.builder()
                .rule("broken", (packet, context) -> {
                    throw new AssertionError("broken");
                })
                .build();
        InputRecording recording = InputRecording.to(folder.resolve("run.weir"));
        LiveShaping live = shaper.live().record(recording).start(backend);
        offer(1);
        while (live.running()) {
            Thread.onSpinWait();
        }
        live.close();
        Replay replay = shaper.replay(folder.resolve("run.weir"));
        assertThatThrownBy(replay::run).isInstanceOf(AssertionError.class).hasMessage("broken");
        assertThatIllegalStateException().isThrownBy(replay::run).withMessage("a replay runs once");
    }

    @Test
    void a_ledger_that_fails_ends_the_run_in_order() {
        LiveShaping live = Shaper.builder()
                .build()
                .live()
                .ledger(DecisionLedger.to(new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("disk is full");
                    }
                }))
                .start(backend);
        int taken = offer(100);
        live.close();
        assertThat(Objects.requireNonNull(live.failure())).hasMessage("decision ledger: disk is full");
        assertThat(live.report().outgoing().packetsOut()).isPositive().isEqualTo(taken);
        assertThat(backend.taken()).isEqualTo(taken);
    }
}
