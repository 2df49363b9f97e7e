package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.pass;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rule;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReorderingTest {
    private static final Impairment SLOW = Impairment.parse("delay=20 ms jitter=15 ms loss=10 %");

    private static byte[] frame(int flow, int length) {
        return Packets.udp("10.0.0.2", 5_000 + flow, "192.0.2.7", 443)
                .length(length)
                .outgoing()
                .bytes();
    }

    private static void offer(Simulation simulation, Duration at, int flow, int length) {
        byte[] bytes = frame(flow, length);
        simulation.offer(
                at.toNanos(), bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, Direction.OUTGOING, flow);
    }

    /** Long packets are slow, short ones are not. */
    private static Simulation byLength(int longest) {
        return Shaper.builder()
                .rule(
                        "slow",
                        (packet, context) ->
                                packet.length() > longest ? custom(Impairment.parse("delay=10 ms")) : pass())
                .build()
                .simulate();
    }

    @Test
    void counts_a_packet_that_another_of_its_flow_overtook() {
        Simulation simulation = byLength(500);
        offer(simulation, ofMillis(0), 0, 1_000);
        offer(simulation, ofMillis(1), 0, 100);
        offer(simulation, ofMillis(2), 0, 100);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsReordered()).isEqualTo(1);
        assertThat(report.outgoing().toString()).contains("1 reordered");
        assertThat(report.incoming().packetsReordered()).isZero();
        assertThat(report.rules())
                .filteredOn(rule -> rule.packetsReordered() > 0)
                .extracting(RuleReport::name)
                .containsExactly("slow");
    }

    @Test
    void counts_none_where_packets_of_other_flows_overtake() {
        Simulation simulation = byLength(500);
        offer(simulation, ofMillis(0), 0, 1_000);
        offer(simulation, ofMillis(1), 1, 100);
        offer(simulation, ofMillis(2), 2, 100);
        assertThat(simulation.runToIdle().outgoing().packetsReordered()).isZero();
    }

    @Test
    void counts_as_the_definition_does_with_loss_many_flows_and_gaps() {
        Rule rule =
                (packet, context) -> packet.length() > 700 ? custom(SLOW) : packet.length() > 650 ? ignore() : pass();
        Map<Long, Long> latest = new HashMap<>();
        List<Long> reordered = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("mixed", rule)
                .seed(5)
                .build()
                .simulate()
                .onRelease(packet -> {
                    if (packet.length() > 650 && packet.length() <= 700) {
                        return;
                    }
                    long before = latest.getOrDefault(packet.token(), 0L);
                    if (packet.number() < before) {
                        reordered.add(packet.number());
                    } else {
                        latest.put(packet.token(), packet.number());
                    }
                });
        long random = 17;
        for (int i = 0; i < 5_000; i++) {
            random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            int flow = (int) (random >>> 33) % 7;
            int length = 100 + (int) (random >>> 41) % 900;
            long pause = i % 500 > 450 ? 50 : 1;
            simulation.run(ofMillis(pause));
            offer(simulation, simulation.now(), flow, length);
        }
        long counted = simulation.runToIdle().outgoing().packetsReordered();
        assertThat(counted).isEqualTo(reordered.size()).isBetween(300L, 4_000L);
    }
}
