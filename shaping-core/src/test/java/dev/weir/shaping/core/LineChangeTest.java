package dev.weir.shaping.core;

import static dev.weir.shaping.Direction.INCOMING;
import static dev.weir.shaping.Direction.OUTGOING;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The line of a direction changes while packets are inside. */
class LineChangeTest {
    private static final Frame FRAME = frame(5_000);

    private final List<Long> micros = new ArrayList<>();

    private static Frame frame(int port) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443).payload(958).outgoing();
    }

    private static Impairment line(String text) {
        return Impairment.parse(text);
    }

    private Simulation simulation(String upload) {
        return Shaper.builder()
                .upload(line(upload))
                .build()
                .simulate()
                .onRelease(packet -> micros.add(packet.releaseNanos() / 1_000));
    }

    private static void offer(Simulation simulation, int packets) {
        for (int i = 0; i < packets; i++) {
            simulation.offer(FRAME);
        }
    }

    @Test
    void keeps_a_flow_in_order_when_its_delay_gets_shorter() {
        Simulation simulation = simulation("delay=100 ms");
        simulation.offer(FRAME);
        simulation.run(ofMillis(10)).line(OUTGOING, line("delay=20 ms"));
        simulation.offer(FRAME);
        simulation.offer(frame(6_000));
        simulation.run(ofMillis(85));
        assertThat(micros).containsExactly(30_000L);
        simulation.offer(FRAME);
        simulation.runToIdle();
        assertThat(micros).containsExactly(30_000L, 100_000L, 100_000L, 115_000L);
    }

    @Test
    void lets_packets_overtake_when_the_new_delay_does() {
        Simulation simulation = simulation("delay=100 ms");
        simulation.offer(FRAME);
        simulation.line(OUTGOING, line("delay=20 ms in any order"));
        simulation.offer(FRAME);
        simulation.line(OUTGOING, line("delay=10 ms overtaking at most 1"));
        simulation.offer(FRAME);
        simulation.line(OUTGOING, line("delay=5 ms"));
        simulation.offer(FRAME);
        simulation.runToIdle();
        assertThat(micros).containsExactly(20_000L, 100_000L, 100_000L, 100_000L);
    }

    @Test
    void goes_on_with_what_is_held_when_the_delay_goes_away() {
        Simulation simulation = simulation("delay=100 ms");
        simulation.offer(FRAME);
        simulation.line(OUTGOING, Impairment.NONE);
        simulation.offer(FRAME);
        simulation.offer(frame(6_000));
        simulation.runToIdle();
        simulation.offer(FRAME);
        simulation.runToIdle();
        assertThat(micros).containsExactly(0L, 100_000L, 100_000L, 100_000L);
        assertThat(simulation.line(OUTGOING)).isEqualTo(Impairment.NONE);
    }

    @Test
    void times_what_waits_for_the_link_anew() {
        Simulation simulation = simulation("rate=8 Mbit/s");
        offer(simulation, 5);
        simulation.run(ofNanos(2_500_000)).line(OUTGOING, line("rate=80 Mbit/s delay=1 ms"));
        simulation.run(ofNanos(150_000)).line(OUTGOING, line("rate=800 kbit/s"));
        ShapingReport report = simulation.runToIdle();
        assertThat(micros).containsExactly(1_000L, 2_000L, 3_550L, 3_650L, 12_650L);
        LinkReport link = Objects.requireNonNull(report.outgoing().link());
        assertThat(link.configuredRate()).hasToString("800 kbit/s");
        assertThat(link.bytesSent()).isEqualTo(5_000);
        assertThat(link.busy()).isEqualTo(ofNanos(12_650_000));
    }

    @Test
    void lets_go_what_waits_for_a_link_that_is_no_more() {
        Simulation simulation = simulation("rate=8 Mbit/s");
        offer(simulation, 5);
        simulation.run(ofNanos(1_500_000)).line(OUTGOING, Impairment.NONE);
        offer(simulation, 1);
        assertThat(micros).containsExactly(1_000L, 1_500L, 1_500L, 1_500L, 1_500L, 1_500L);
        assertThat(simulation.report().outgoing().link()).isNull();
        simulation.run(ofNanos(500_000)).line(OUTGOING, line("rate=4 Mbit/s"));
        offer(simulation, 1);
        LinkReport link =
                Objects.requireNonNull(simulation.runToIdle().outgoing().link());
        assertThat(micros).endsWith(4_000L).hasSize(7);
        assertThat(link.bytesSent()).isEqualTo(2_000);
        assertThat(link.busy()).isEqualTo(ofNanos(3_500_000));
    }

    @Test
    void counts_what_waits_anew_when_framing_and_queue_change() {
        Simulation simulation = simulation("rate=8 Mbit/s queue=1 ms");
        offer(simulation, 2);
        simulation.line(OUTGOING, line("rate=8 Mbit/s overhead=250 queue=2 ms"));
        assertThat(simulation.offer(FRAME)).isEqualTo(Admission.dropped(DropReason.LINK_QUEUE_FULL));
        simulation.line(OUTGOING, line("rate=8 Mbit/s queue=2 ms"));
        assertThat(simulation.offer(FRAME)).isEqualTo(Admission.ACCEPTED);
        simulation.line(OUTGOING, line("rate=8 Mbit/s queue=3 packets"));
        assertThat(simulation.offer(FRAME)).isEqualTo(Admission.ACCEPTED);
        assertThat(simulation.offer(FRAME)).isEqualTo(Admission.dropped(DropReason.LINK_QUEUE_FULL));
        simulation.runToIdle();
        assertThat(micros).containsExactly(1_000L, 2_000L, 3_000L, 4_000L);
    }

    @Test
    void times_what_waits_for_the_limit_anew() {
        Simulation simulation = simulation("limit=100 packets/s");
        offer(simulation, 4);
        simulation.run(ofMillis(15)).line(OUTGOING, line("limit=1000 packets/s"));
        simulation.runToIdle();
        assertThat(micros).containsExactly(0L, 10_000L, 15_500L, 16_500L);
    }

    @Test
    void hands_what_waits_to_a_limit_of_another_kind() {
        Simulation simulation = simulation("limit=100 packets/s");
        offer(simulation, 4);
        simulation.line(OUTGOING, line("limit=8 Mbit/s"));
        simulation.run(ofMillis(100));
        assertThat(micros).containsExactly(0L, 0L, 0L, 0L);
        offer(simulation, 15);
        simulation.line(OUTGOING, line("delay=5 ms"));
        offer(simulation, 1);
        simulation.runToIdle();
        assertThat(micros.subList(4, 20)).containsOnly(100_000L, 105_000L).endsWith(105_000L);
        assertThat(simulation.report().outgoing().packetsOut()).isEqualTo(20);
    }

    @Test
    void loses_as_long_as_the_line_is_down() {
        Simulation simulation = simulation("");
        simulation.every(ofMillis(10), 10, () -> FRAME);
        simulation.line(ofMillis(25), OUTGOING, line("loss=100 %"));
        simulation.line(ofMillis(55), OUTGOING, line(""));
        assertThat(simulation.runToIdle().outgoing().packetsDropped()).isEqualTo(3);
        assertThat(micros).containsExactly(0L, 10_000L, 20_000L, 60_000L, 70_000L, 80_000L, 90_000L);
    }

    @Test
    void loses_behind_the_link_what_is_inside_when_the_loss_begins() {
        Simulation simulation = simulation("rate=8 Mbit/s");
        offer(simulation, 3);
        simulation.run(ofNanos(1_500_000)).line(OUTGOING, line("rate=8 Mbit/s loss=100 % after the link"));
        simulation.run(ofMillis(1)).line(OUTGOING, line("rate=8 Mbit/s loss=100 %"));
        assertThat(simulation.offer(FRAME)).isEqualTo(Admission.dropped(DropReason.LOSS));
        simulation.runToIdle();
        assertThat(micros).containsExactly(1_000L, 3_000L);
    }

    @Test
    void draws_by_flow_whatever_changed_before() {
        assertThat(fates(true)).isEqualTo(fates(false));
    }

    private List<Long> fates(boolean changed) {
        micros.clear();
        Simulation simulation = simulation("loss=30 % delay=2 ms jitter=1 ms");
        simulation.every(ofMillis(10), 200, () -> FRAME);
        if (changed) {
            simulation.line(ofMillis(444), OUTGOING, line("rate=1 Gbit/s loss=1 %"));
            simulation.line(ofMillis(447), OUTGOING, line("loss=30 % delay=2 ms jitter=1 ms"));
        }
        simulation.runToIdle();
        return List.copyOf(micros);
    }

    @Test
    void plans_a_change_behind_packets_of_the_same_time() {
        Simulation simulation = simulation("");
        simulation.every(ofMillis(10), 2, () -> FRAME);
        simulation.line(ofMillis(10), OUTGOING, line("delay=5 ms"));
        simulation.at(ofMillis(10), () -> FRAME);
        simulation.runToIdle();
        assertThat(micros).containsExactly(0L, 10_000L, 15_000L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.line(ofMillis(14), OUTGOING, Impairment.NONE))
                .withMessage("time must not be before now, PT0.015S: PT0.014S");
    }

    @Test
    void lets_a_paused_source_go_on_when_the_link_is_no_more() {
        Simulation simulation = simulation("rate=8 Mbit/s queue=1 ms");
        while (simulation.offerLossless(FRAME) != Admission.BUSY) {
            assertThat(micros).isEmpty();
        }
        simulation.line(OUTGOING, line("delay=1 ms"));
        assertThat(simulation.offerLossless(FRAME)).isEqualTo(Admission.ACCEPTED);
    }

    @Test
    void changes_one_direction_of_an_embedded_run() {
        EmbeddedShaping shaping = Shaper.builder()
                .download(line("delay=1 ms"))
                .build()
                .embed(Instant.EPOCH, packet -> micros.add(packet.releaseNanos() / 1_000));
        Frame incoming = Packets.udp("192.0.2.7", 443, "10.0.0.2", 5_000).incoming();
        shaping.poll(0);
        shaping.line(OUTGOING, line("delay=3 ms"));
        offer(shaping, incoming);
        offer(shaping, FRAME);
        shaping.poll(10_000_000);
        assertThat(micros).containsExactly(1_000L, 3_000L);
        assertThat(shaping.line(INCOMING)).hasToString("delay=1 ms");
        assertThat(shaping.line(OUTGOING)).hasToString("delay=3 ms");
    }

    private static void offer(EmbeddedShaping shaping, Frame frame) {
        shaping.offer(
                frame.array(), 0, frame.capturedLength(), frame.length(), frame.linkType(), frame.direction(), 0, 0);
    }

    @Test
    void keeps_nothing_of_a_hundred_thousand_changes() {
        Simulation simulation = Shaper.builder().build().simulate();
        List<Impairment> lines = List.of(
                line("rate=8 Mbit/s delay=1 ms loss=1 %"),
                line("limit=8 Mbit/s delay=normal(1 ms, 1 ms) overtaking at most 2"),
                line("limit=9000 packets/s delay=1 ms jitter=1 ms"),
                line("loss=gilbert(p=5 %, r=40 %) after the link"),
                line("loss=100 %"));
        change(simulation, lines, 10_000);
        long before = used();
        change(simulation, lines, 100_000);
        assertThat(used() - before).isLessThan(4_000_000);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsOut() + report.outgoing().packetsDropped())
                .isEqualTo(110_000);
    }

    private static void change(Simulation simulation, List<Impairment> lines, int times) {
        for (int i = 0; i < times; i++) {
            simulation.run(Duration.ofNanos(100_000)).line(OUTGOING, lines.get(i % lines.size()));
            simulation.offer(FRAME);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
