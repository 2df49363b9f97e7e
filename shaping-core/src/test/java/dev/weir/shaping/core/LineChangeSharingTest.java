package dev.weir.shaping.core;

import static dev.weir.shaping.Direction.INCOMING;
import static dev.weir.shaping.Direction.OUTGOING;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.core.engine.Engine;
import dev.weir.shaping.core.engine.Inputs;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that change where others share them, and in runs that are recorded or live. */
@Timeout(60)
class LineChangeSharingTest {
    private static final Frame FRAME =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(958).outgoing();

    private final List<Long> micros = new ArrayList<>();

    private Simulation simulation(SharedLink link, String line) {
        return Shaper.builder()
                .upload(link, Impairment.parse(line))
                .build()
                .simulate()
                .onRelease(packet -> micros.add(packet.releaseNanos() / 1_000));
    }

    @Test
    void shares_the_link_and_nothing_else() {
        SharedLink link = SharedLink.of(Impairment.parse("rate=8 Mbit/s loss=100 %"));
        Simulation first = simulation(link, "delay=5 ms");
        Simulation second = simulation(link, "limit=100 packets/s queue=1 packets");
        first.offer(FRAME);
        second.offer(FRAME);
        second.offer(FRAME);
        assertThat(second.offer(FRAME)).isEqualTo(Admission.dropped(DropReason.LIMIT_QUEUE_FULL));
        first.run(ofNanos(1_500_000)).line(OUTGOING, Impairment.parse("delay=1 ms"));
        first.offer(FRAME);
        first.runToIdle();
        assertThat(micros).containsExactly(6_000L, 6_000L);
        second.runToIdle();
        assertThat(micros).endsWith(2_000L, 11_000L);
        LinkReport report = Objects.requireNonNull(first.report().outgoing().link());
        assertThat(report.configuredRate()).hasToString("8 Mbit/s");
        assertThat(report.bytesSent()).isEqualTo(2_000);
        assertThat(first.line(OUTGOING)).hasToString("delay=1 ms");
    }

    @Test
    void refuses_a_rate_beside_a_shared_link() {
        SharedLink link = SharedLink.of(Impairment.parse("rate=8 Mbit/s"));
        Impairment rated = Impairment.parse("rate=1 Mbit/s");
        String message = "line of outgoing packets must have no rate beside its shared link: \"rate=1 Mbit/s\"";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder().upload(link, rated))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder().download(link, rated))
                .withMessageStartingWith("line of incoming packets must have no rate");
        Simulation simulation = simulation(link, "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.line(OUTGOING, rated))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.line(ofMillis(1), OUTGOING, rated))
                .withMessage(message);
        simulation.line(INCOMING, rated);
        assertThat(simulation.line(OUTGOING)).isEqualTo(Impairment.NONE);
    }

    @Test
    void reaches_all_shards_of_a_run() {
        List<Engine> engines = new ArrayList<>();
        Shaper.builder()
                .upload(Impairment.parse("delay=1 ms"))
                .build()
                .recipes(2, Instant.EPOCH, 0)
                .forEach(recipe -> engines.add(new Engine(recipe, this::released, null)));
        List<Inputs> inputs =
                engines.stream().map(engine -> new Inputs(engine, null)).toList();
        change(inputs, "rate=8 Mbit/s delay=1 ms");
        IntStream.range(0, 6).forEach(i -> offer(inputs.get(i % 2)));
        engines.forEach(engine -> engine.advance(2_500_000));
        assertThat(micros).containsExactly(2_000L);
        change(inputs, "rate=80 Mbit/s overhead=250");
        IntStream.range(0, 2).forEach(i -> offer(inputs.get(i)));
        engines.forEach(engine -> engine.advance(6_125_000));
        change(inputs, "");
        IntStream.range(0, 2).forEach(i -> offer(inputs.get(i)));
        engines.forEach(engine -> engine.advance(20_000_000));
        assertThat(micros.stream().sorted())
                .containsExactly(2_000L, 3_000L, 3_000L, 4_000L, 5_000L, 6_000L, 6_125L, 6_250L, 6_250L, 6_250L);
        assertThat(engines.get(0).lines().rate(OUTGOING)).isNull();
        assertThat(Objects.requireNonNull(engines.get(0).lines().link(OUTGOING)).busyNanos())
                .isEqualTo(3_125_000);
    }

    private boolean released(int packet, long nanos) {
        micros.add(nanos / 1_000);
        return true;
    }

    private static void change(List<Inputs> inputs, String line) {
        inputs.forEach(input -> input.line(OUTGOING, Timeline.of(Impairment.parse(line))));
    }

    private static void offer(Inputs inputs) {
        byte[] bytes = FRAME.array();
        inputs.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, OUTGOING, 0, 0, 0);
    }

    @Test
    void replays_a_recorded_change() throws IOException {
        Shaper shaper =
                Shaper.builder().upload(Impairment.parse("rate=8 Mbit/s")).build();
        ByteArrayOutputStream ledger = new ByteArrayOutputStream();
        byte[] recording = RecordedRun.bytes(shaper, DecisionLedger.to(ledger), run -> {
            IntStream.range(0, 20).forEach(i -> run.offer(i * 500_000L, FRAME));
            run.refuseNext().line(OUTGOING, "loss=20 % delay=5 ms").line(INCOMING, "delay=1 ms");
            IntStream.range(20, 60).forEach(i -> run.offer(i * 500_000L, FRAME));
            run.line(OUTGOING, "rate=80 Mbit/s").close(DrainPolicy.WAIT);
        });
        ByteArrayOutputStream replayed = new ByteArrayOutputStream();
        ShapingReport report = RecordedRun.replay(shaper, recording)
                .ledger(DecisionLedger.to(replayed))
                .run();
        assertThat(replayed.toString(StandardCharsets.UTF_8)).isEqualTo(ledger.toString(StandardCharsets.UTF_8));
        assertThat(report.outgoing().packetsDropped()).isBetween(2L, 20L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void changes_while_packets_flow(int shards) {
        QueueBackend backend = new QueueBackend();
        LiveShaping live = Shaper.builder().build().live().shards(shards).start(backend);
        Semaphore permits = new Semaphore(0);
        PacketIntake intake = backend.session().intake(SourceKind.LOSSLESS, permits::release);
        Thread producer = new Thread(() -> QueueBackend.produce(intake, 20_000, permits));
        producer.start();
        for (int i = 0; i < 2_000; i++) {
            live.line(OUTGOING, Impairment.parse(i % 2 == 0 ? "delay=1 ms jitter=1 ms" : "rate=10 Gbit/s"));
        }
        join(producer);
        QueueBackend.awaitPackets(live, 20_000);
        live.line(OUTGOING, Impairment.parse("loss=100 %"));
        live.pause();
        live.resume();
        assertThat(live.line(OUTGOING)).hasToString("loss=100 %");
        assertThat(live.line(INCOMING)).isEqualTo(Impairment.NONE);
        QueueBackend.offer(intake, 20_000);
        live.close();
        assertThat(live.report().outgoing().packetsDropped()).isEqualTo(1);
        assertThat(backend.tokens)
                .containsExactlyElementsOf(LongStream.range(0, 20_000).boxed().toList());
        assertThatIllegalStateException()
                .isThrownBy(() -> live.line(OUTGOING, Impairment.NONE))
                .withMessage("line must be set while the run goes on");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refuses_a_rate_beside_a_shared_link_while_packets_flow() {
        SharedLink link = SharedLink.of(Impairment.parse("rate=8 Mbit/s"));
        try (LiveShaping live =
                Shaper.builder().download(link, Impairment.NONE).build().start(new QueueBackend())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> live.line(INCOMING, Impairment.parse("rate=1 Mbit/s")));
            assertThat(live.failure()).isNull();
        }
    }
}
