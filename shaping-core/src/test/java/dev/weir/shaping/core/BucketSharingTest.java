package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.custom;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The burst of a small limit is 1514 bytes: the first packet of 1514 bytes goes at once, the second waits if it shares the bucket. */
class BucketSharingTest {
    private final List<Boolean> atOnce = new ArrayList<>();

    private Simulation ruled(Rule rule) {
        return watched(Shaper.builder().rule("rule", rule));
    }

    private Simulation watched(Shaper.Builder recipe) {
        return recipe.build().simulate().onRelease(packet -> {
            while (atOnce.size() < packet.number()) {
                atOnce.add(false);
            }
            atOnce.set((int) packet.number() - 1, packet.releaseNanos() == packet.arrivalNanos());
        });
    }

    private static Frame up(int port) {
        return Packets.udp("10.0.0.2", port, "192.0.2.7", 443).length(1_514).outgoing();
    }

    private static Frame down(int port) {
        return Packets.udp("192.0.2.7", 443, "10.0.0.2", port).length(1_514).incoming();
    }

    private static void offer(Simulation simulation, Frame... frames) {
        for (Frame frame : frames) {
            simulation.offer(frame);
        }
        simulation.runToIdle();
    }

    @Test
    void shares_by_rule_and_values_and_separates_directions() {
        Simulation simulation = ruled((packet, context) -> packet.localPort() == 3 ? limit(2_000) : limit(1_000));
        offer(simulation, up(1), up(2), down(1), down(2), up(3), up(3));
        assertThat(atOnce).containsExactly(true, false, true, false, true, false);
    }

    @Test
    void shares_between_two_branches_that_answer_equal_values() {
        Simulation simulation = ruled(
                (packet, context) -> packet.localPort() == 1 ? limit(1_000) : custom(Impairment.parse("limit=1 kB/s")));
        offer(simulation, up(1), up(2));
        assertThat(atOnce).as("different categories do not share").containsExactly(true, true);
        atOnce.clear();
        offer(ruled((packet, context) -> packet.localPort() == 1 ? limit(1_000) : limit(1_000, 0)), up(1), up(2));
        assertThat(atOnce).containsExactly(true, false);
    }

    @Test
    void separates_rules() {
        Simulation simulation = watched(Shaper.builder()
                .rule("a", (packet, context) -> packet.localPort() == 1 ? limit(1_000) : pass())
                .rule("b", (packet, context) -> limit(1_000)));
        offer(simulation, up(1), up(2), up(1), up(2));
        assertThat(atOnce).containsExactly(true, true, false, false);
    }

    @Test
    void separates_keys() {
        Priority red = limit(1_000).keyed("red");
        Priority blue = limit(1_000).keyed("blue");
        Simulation simulation = ruled(
                (packet, context) -> packet.localPort() == 1 ? red : packet.localPort() == 2 ? blue : limit(1_000));
        offer(simulation, up(1), up(2), up(3), up(1), up(2), up(3));
        assertThat(atOnce).containsExactly(true, true, true, false, false, false);
    }

    @Test
    void keeps_one_bucket_and_one_link_under_a_key_while_the_rate_varies() {
        Simulation simulation =
                ruled((packet, context) -> limit(1_000L * packet.localPort()).keyed("all"));
        offer(simulation, up(1), up(2), up(3), up(1));
        assertThat(atOnce).containsExactly(true, false, false, false);
        assertThat(simulation.now()).isEqualTo(Duration.ofMillis(3 * 1_514L));
        Simulation line =
                ruled((packet, context) -> custom(Impairment.parse("rate=" + 1514 * packet.localPort() + " B/s"))
                        .keyed("all"));
        List<Long> releases = new ArrayList<>();
        line.onRelease(packet -> releases.add(packet.releaseNanos()));
        offer(line, up(1), up(2), up(4));
        assertThat(releases).containsExactly(250_000_000L, 500_000_000L, 750_000_000L);
    }

    @Test
    void separates_under_a_key_what_differs_in_more_than_the_rate() {
        Simulation simulation = ruled((packet, context) -> switch (packet.localPort()) {
            case 1 -> limit(1_000).keyed("all");
            case 2 -> limit(1_000, 1).keyed("all");
            case 3 -> custom(Impairment.parse("limit=1 kB/s delay=1 ns")).keyed("all");
            default -> limit(1_000).policed().keyed("all");
        });
        offer(simulation, up(1), up(2), up(3), up(4));
        assertThat(atOnce).containsExactly(true, true, false, true);
        assertThat(simulation.now()).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void joins_both_directions_when_combined() {
        Priority both = limit(1_000).combined();
        offer(ruled((packet, context) -> both), up(1), down(1), down(2));
        assertThat(atOnce).containsExactly(true, false, false);
    }

    @Test
    void counts_a_combined_limit_in_each_direction() {
        Priority both = custom(Impairment.parse("rate=1514 B/s")).combined();
        Simulation simulation = ruled((packet, context) -> both);
        List<Long> releases = new ArrayList<>();
        simulation.onRelease(packet -> releases.add(packet.releaseNanos()));
        simulation.offer(up(1));
        simulation.offer(down(1));
        simulation.offer(up(1));
        ShapingReport report = simulation.runToIdle();
        assertThat(releases).containsExactly(1_000_000_000L, 2_000_000_000L, 3_000_000_000L);
        assertThat(report.incoming().bytesOut()).isEqualTo(1_514);
        assertThat(report.outgoing().bytesOut()).isEqualTo(2 * 1_514);
    }

    @Test
    void keeps_1024_buckets_a_rule_and_counts_those_it_gives_up() {
        Simulation simulation = ruled((packet, context) -> limit(packet.srcPort()));
        for (int port = 1; port <= 1_024; port++) {
            simulation.offer(up(port));
        }
        assertThat(simulation.report().bucketEvictions()).isZero();
        simulation.run(Duration.ofNanos(1));
        for (int port = 2; port <= 1_024; port++) {
            simulation.offer(up(port));
        }
        simulation.offer(up(1_025));
        assertThat(simulation.report().bucketEvictions())
                .as("the bucket of port 1 is the least recently used and the only one without a packet inside")
                .isEqualTo(1);
        simulation.offer(up(1));
        assertThat(simulation.report().bucketEvictions())
                .as("that of port 1025 gave way")
                .isEqualTo(2);
        simulation.runToIdle();
        assertThat(atOnce.subList(0, 1_024)).containsOnly(true);
        assertThat(atOnce.subList(1_024, 2_047)).containsOnly(false);
        assertThat(atOnce.subList(2_047, 2_049)).containsOnly(true);
    }

    @Test
    void gives_up_the_bucket_that_was_used_the_longest_ago() {
        Simulation simulation = ruled((packet, context) -> limit(1_000_000 + packet.srcPort()));
        for (int port = 1_024; port >= 1; port--) {
            simulation.run(Duration.ofNanos(1)).offer(up(port));
        }
        simulation.run(Duration.ofNanos(1)).offer(up(1_025));
        for (int port = 1; port <= 1_023; port++) {
            simulation.offer(up(port));
        }
        assertThat(simulation.report().bucketEvictions()).isEqualTo(1);
        simulation.offer(up(1_024));
        assertThat(simulation.report().bucketEvictions()).isEqualTo(2);
    }

    @Test
    void gives_up_no_bucket_that_a_packet_waits_in_or_a_delay_that_holds_one() {
        Simulation simulation = ruled((packet, context) ->
                delay(Duration.ofNanos(1_000_000L + packet.srcPort()), Duration.ofNanos(packet.srcPort())));
        for (int port = 1; port <= 3_000; port++) {
            simulation.offer(up(port));
        }
        assertThat(simulation.report().bucketEvictions()).isZero();
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsOut()).isEqualTo(3_000);
        for (int port = 3_001; port <= 3_100; port++) {
            simulation.offer(up(port));
        }
        assertThat(simulation.runToIdle().bucketEvictions()).isEqualTo(3_100 - 1_024);
        assertThat(atOnce).hasSize(3_100).containsOnly(false);
    }

    @Test
    void stays_bounded_when_a_rule_always_answers_differently() {
        Simulation simulation = ruled((packet, context) -> limit(1 + context.increment("n")));
        for (int i = 0; i < 20_000; i++) {
            simulation.offer(up(1));
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(report.bucketEvictions()).isEqualTo(20_000 - 1_024);
        assertThat(report.outgoing().packetsOut()).isEqualTo(20_000);
    }
}
