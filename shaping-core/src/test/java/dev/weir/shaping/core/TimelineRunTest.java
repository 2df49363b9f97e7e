package dev.weir.shaping.core;

import static dev.weir.shaping.Direction.INCOMING;
import static dev.weir.shaping.Direction.OUTGOING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.LinkType;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that change over time, as the recipe has it. */
class TimelineRunTest {
    private static final Frame FRAME =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).payload(958).outgoing();

    private final List<Long> millis = new ArrayList<>();

    private static Shaper.Builder upload(String timeline) {
        return Shaper.builder().upload(Timeline.parse(timeline));
    }

    private Simulation simulation(String timeline) {
        return upload(timeline).build().simulate().onRelease(packet -> millis.add(packet.releaseNanos() / 1_000_000));
    }

    @Test
    void is_down_when_the_timeline_says_so() {
        Simulation simulation = simulation("0 s: delay=5 ms | 25 ms: loss=100 % | 55 ms: | loop 80 ms");
        simulation.every(ofMillis(10), 12, () -> FRAME);
        simulation.runToIdle();
        assertThat(millis).containsExactly(5L, 15L, 25L, 60L, 70L, 85L, 95L, 105L);
        assertThat(simulation.now()).isEqualTo(ofMillis(110));
        assertThat(simulation.line(OUTGOING)).hasToString("loss=100 %");
        assertThat(simulation.report().outgoing().packetsDropped()).isEqualTo(4);
    }

    @Test
    void reaches_what_waits_in_time() {
        Simulation simulation = simulation("0 s: rate=80 bit/s | 2 s: rate=800 kbit/s");
        simulation.offer(FRAME);
        simulation.offer(FRAME);
        simulation.runToIdle();
        assertThat(millis).containsExactly(2_009L, 2_019L);
    }

    @Test
    void a_line_that_is_set_ends_the_timeline() {
        Simulation simulation = simulation("0 s: | 10 ms: delay=100 ms");
        simulation.run(ofMillis(5)).line(OUTGOING, Impairment.parse("delay=1 ms"));
        simulation.run(ofMillis(10)).offer(FRAME);
        simulation.run(ofMillis(5)).line(OUTGOING, Timeline.parse("0 s: delay=2 ms | 10 ms: delay=3 ms"));
        simulation.every(ofMillis(5), 3, () -> FRAME);
        simulation.runToIdle();
        assertThat(millis).containsExactly(16L, 22L, 27L, 33L);
    }

    @Test
    void stands_at_its_place_however_late_the_call() {
        assertThat(embedded(60_000_000)).isEqualTo(embedded(50_000)).hasSize(20);
    }

    private List<Long> embedded(long pollNanos) {
        List<Long> released = new ArrayList<>();
        EmbeddedShaping shaping = upload(
                        "0 s: rate=4 Mbit/s delay=1 ms | 3 ms: rate=40 Mbit/s | 7 ms: delay=2 ms | 9 ms: rate=800 kbit/s")
                .build()
                .embed(Instant.EPOCH, packet -> released.add(packet.releaseNanos()));
        for (int i = 0; i < 20; i++) {
            byte[] bytes = FRAME.array();
            shaping.offer(bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, OUTGOING, i, i * 600_000L);
            for (long nanos = i * 600_000L + pollNanos; nanos < (i + 1) * 600_000L; nanos += pollNanos) {
                shaping.poll(nanos);
            }
        }
        while (shaping.hasNext()) {
            shaping.poll(shaping.nextDueNanos());
        }
        return released;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decides_as_if_each_step_were_set_by_hand(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Timeline<Impairment> timeline = Timeline.of(Impairment.parse(ConservationTest.line(random)));
        for (int step = random.nextInt(20); step > 0; step--) {
            timeline = timeline.then(
                    Duration.ofNanos(1_000_000 + random.nextInt(80_000_000)),
                    Impairment.parse(ConservationTest.line(random)));
        }
        assertThat(ledger(timeline, seed, true))
                .isEqualTo(ledger(timeline, seed, false))
                .isNotEmpty();
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static String ledger(Timeline<Impairment> timeline, int seed, boolean byHand) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Shaper.Builder builder = Shaper.builder().seed(seed);
        if (byHand) {
            builder.upload(timeline.values().get(0));
        } else {
            builder.upload(timeline);
        }
        Simulation simulation = builder.build().simulate().ledger(DecisionLedger.to(out));
        Timeline.Phase<Impairment> phase = timeline.phaseAt(Duration.ZERO);
        for (Duration end = phase.end(); byHand && end != null; end = phase.end()) {
            phase = timeline.phaseAt(end);
            simulation.line(end, OUTGOING, phase.value());
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 8; i++) {
            int port = 1_000 + i;
            simulation.at(
                    Duration.ofNanos(random.nextInt(100_000_000)), () -> Packets.udp("10.0.0.2", port, "192.0.2.7", 443)
                            .length(500)
                            .outgoing());
        }
        simulation.every(ofMillis(1), 600, () -> FRAME);
        simulation.runToIdle();
        return out.toString(UTF_8);
    }

    @Test
    void replays_the_recipe_and_what_was_set() throws IOException {
        Shaper shaper = upload("0 s: rate=8 Mbit/s | 3 ms: loss=20 % | 6 ms: delay=2 ms")
                .build();
        ByteArrayOutputStream ledger = new ByteArrayOutputStream();
        byte[] recording = RecordedRun.bytes(shaper, DecisionLedger.to(ledger), run -> {
            IntStream.range(0, 40).forEach(i -> run.offer(i * 500_000L, FRAME));
            run.timeline(OUTGOING, "0 s: loss=50 % | 5 ms: delay=1 ms | loop 8 ms");
            IntStream.range(40, 80).forEach(i -> run.offer(i * 500_000L, FRAME));
            run.close(DrainPolicy.WAIT);
        });
        ByteArrayOutputStream replayed = new ByteArrayOutputStream();
        ShapingReport report = RecordedRun.replay(shaper, recording)
                .ledger(DecisionLedger.to(replayed))
                .run();
        assertThat(replayed.toString(UTF_8)).isEqualTo(ledger.toString(UTF_8));
        assertThat(report.outgoing().packetsDropped()).isBetween(5L, 25L);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RecordedRun.replay(upload("0 s: rate=8 Mbit/s").build(), recording)
                                .run())
                .withMessageStartingWith(
                        "recipe must be the recorded one, but upload is \"rate=8 Mbit/s\" and was \"0 ms: ");
    }

    @Test
    void shares_a_link_and_changes_the_rest() {
        SharedLink link = SharedLink.of(Impairment.parse("rate=8 Mbit/s"));
        Simulation simulation = Shaper.builder()
                .upload(link, Timeline.parse("0 s: | 5 ms: delay=10 ms"))
                .build()
                .simulate()
                .onRelease(packet -> millis.add(packet.releaseNanos() / 1_000_000));
        simulation.every(ofMillis(5), 2, () -> FRAME);
        simulation.runToIdle();
        assertThat(millis).containsExactly(1L, 16L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder().download(link, Timeline.parse("0 s: | 5 ms: rate=1 Mbit/s")))
                .withMessage("line of incoming packets must have no rate beside its shared link: \"rate=1 Mbit/s\"");
    }

    @Test
    void takes_steps_while_nothing_is_inside() {
        Simulation simulation = Shaper.builder()
                .download(Timeline.flap(Impairment.NONE, ofSeconds(1), Impairment.parse("loss=100 %"), ofSeconds(1)))
                .build()
                .simulate();
        simulation.run(ofSeconds(101));
        assertThat(simulation.line(INCOMING)).hasToString("loss=100 %");
        assertThat(simulation.runToIdle().duration()).isEqualTo(ofSeconds(101));
        assertThat(simulation.run(ofSeconds(1)).line(INCOMING)).isEqualTo(Impairment.NONE);
    }
}
