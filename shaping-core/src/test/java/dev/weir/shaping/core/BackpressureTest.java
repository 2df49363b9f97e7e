package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Admission;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.Impairment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackpressureTest {
    private final List<Long> released = new ArrayList<>();

    private Simulation simulation(Shaper.Builder recipe) {
        return recipe.build().simulate().onRelease(packet -> released.add(packet.number()));
    }

    private static Frame frame(int port, int length) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443).length(length).outgoing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=80 kB/s queue=5 packets",
                "limit=80 kB/s queue=5 kB",
                "limit=100 packets/s queue=3 packets",
                "limit=80 kB/s queue=0 packets",
                "rate=640 kbit/s queue=5 packets",
                "rate=640 kbit/s queue=0 packets",
                "rate=640 kbit/s queue=50 ms",
                "limit=80 kB/s rate=640 kbit/s queue=2 packets delay=70 ms"
            })
    void loses_and_reorders_nothing_of_a_source_that_waits(String line) {
        Simulation simulation = simulation(Shaper.builder().upload(Impairment.parse(line)));
        SplittableRandom random = new SplittableRandom(7);
        int busy = 0;
        for (int sent = 0; sent < 500; ) {
            Admission answer = simulation.offerLossless(frame(5_000, 100 + random.nextInt(1_400)));
            if (answer == Admission.BUSY) {
                busy++;
                simulation.run(ofMillis(1 + random.nextInt(20)));
            } else {
                assertThat(answer).isEqualTo(Admission.ACCEPTED);
                sent++;
            }
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(busy).isGreaterThan(100);
        assertThat(report.outgoing().packetsDropped()).isZero();
        assertThat(released)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 500).boxed().toList());
    }

    @Test
    void holds_no_more_of_a_waiting_source_than_the_queue_and_one_packet() {
        Simulation simulation = simulation(Shaper.builder().upload(Impairment.parse("rate=8 kbit/s queue=4 packets")));
        int accepted = 0;
        while (simulation.offerLossless(frame(5_000, 1_000)) == Admission.ACCEPTED) {
            accepted++;
        }
        assertThat(accepted).isEqualTo(1 + 4 + 1);
        simulation.run(ofNanos(999_999_999));
        assertThat(simulation.offerLossless(frame(5_000, 1_000))).isEqualTo(Admission.BUSY);
        simulation.run(ofMillis(1_001));
        assertThat(simulation.offerLossless(frame(5_000, 1_000))).isEqualTo(Admission.ACCEPTED);
    }

    @Test
    void does_not_stop_a_lossy_source_when_a_lossless_one_waits() {
        Simulation simulation = simulation(Shaper.builder().upload(Impairment.parse("rate=8 kbit/s queue=1 packets")));
        while (simulation.offerLossless(frame(5_000, 1_000)) != Admission.BUSY) {
            assertThat(simulation.report().outgoing().packetsHeld()).isLessThan(10);
        }
        assertThat(simulation.offer(frame(5_001, 1_000))).isEqualTo(Admission.dropped(DropReason.LINK_QUEUE_FULL));
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsDropped()).isEqualTo(1);
        assertThat(report.outgoing().drops()).containsExactly(new DropReport(DropReason.LINK_QUEUE_FULL, 1, 1_000));
    }

    @Test
    void waits_while_any_server_that_it_filled_is_full() {
        Simulation simulation = simulation(Shaper.builder()
                .rule(
                        "slow",
                        (packet, context) -> packet.srcPort() == 1
                                ? custom(Impairment.parse("rate=8 kbit/s queue=0 packets"))
                                : custom(Impairment.parse("rate=80 kbit/s queue=0 packets"))));
        simulation.offerLossless(frame(1, 1_000));
        simulation.offerLossless(frame(2, 1_000));
        assertThat(simulation.offerLossless(frame(1, 1_000))).isEqualTo(Admission.ACCEPTED);
        assertThat(simulation.offerLossless(frame(2, 1_000))).isEqualTo(Admission.BUSY);
        simulation.run(ofMillis(999));
        assertThat(simulation.offerLossless(frame(2, 1_000))).isEqualTo(Admission.BUSY);
        simulation.run(ofMillis(1));
        assertThat(simulation.offerLossless(frame(2, 1_000))).isEqualTo(Admission.ACCEPTED);
    }

    @Test
    void still_drops_what_a_rule_drops() {
        Simulation simulation = simulation(
                Shaper.builder().rule("drop", (packet, context) -> packet.srcPort() == 1 ? drop(1.0) : block()));
        assertThat(simulation.offerLossless(frame(1, 100))).isEqualTo(Admission.dropped(DropReason.LOSS));
        assertThat(simulation.offerLossless(frame(2, 100))).isEqualTo(Admission.dropped(DropReason.BLOCKED));
    }

    @Test
    void bounds_the_packet_memory() {
        Simulation simulation = simulation(Shaper.builder()
                .rule("delay", (packet, context) -> delay(1_000))
                .packetMemory(DataSize.ofBytes(10 * (1_024 + 64))));
        for (int i = 0; i < 10; i++) {
            assertThat(simulation.offer(frame(1, 1_000))).isEqualTo(Admission.ACCEPTED);
        }
        assertThat(simulation.offer(frame(1, 1_000))).isEqualTo(Admission.dropped(DropReason.PACKET_MEMORY_FULL));
        assertThat(simulation.offerLossless(frame(1, 1_000))).isEqualTo(Admission.BUSY);
        ShapingReport full = simulation.report();
        assertThat(full.outgoing().packetsIn()).isEqualTo(11);
        assertThat(full.outgoing().packetsHeld()).isEqualTo(10);
        assertThat(full.outgoing().drops()).containsExactly(new DropReport(DropReason.PACKET_MEMORY_FULL, 1, 1_000));
        simulation.run(ofSeconds(1));
        assertThat(simulation.offerLossless(frame(1, 1_000))).isEqualTo(Admission.ACCEPTED);
        assertThat(released).hasSize(10);
    }

    @Test
    void bounds_the_flows() {
        Simulation simulation = simulation(Shaper.builder()
                .rule("delay", (packet, context) -> delay(1_000))
                .maxFlows(3));
        for (int port = 1; port <= 3; port++) {
            assertThat(simulation.offer(frame(port, 100))).isEqualTo(Admission.ACCEPTED);
        }
        assertThat(simulation.offer(frame(4, 100))).isEqualTo(Admission.dropped(DropReason.FLOW_TABLE_FULL));
        assertThat(simulation.offerLossless(frame(4, 100))).isEqualTo(Admission.BUSY);
        assertThat(simulation.offer(frame(3, 100))).isEqualTo(Admission.ACCEPTED);
        assertThat(simulation.report().flowEvictions()).isZero();
        simulation.run(ofSeconds(1));
        assertThat(simulation.offerLossless(frame(4, 100))).isEqualTo(Admission.ACCEPTED);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.flowEvictions()).isEqualTo(1);
        assertThat(report.flows()).isEqualTo(3);
        assertThat(report.outgoing().packetsIn()).isEqualTo(6);
        assertThat(report.outgoing().packetsOut()).isEqualTo(5);
        assertThat(report.outgoing().drops()).containsExactly(new DropReport(DropReason.FLOW_TABLE_FULL, 1, 100));
        assertThat(released).containsExactly(1L, 2L, 3L, 5L, 6L);
    }
}
