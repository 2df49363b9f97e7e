package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.AckPolicy;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Priority;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShapingStatsTest {
    private static final Instant START = Instant.parse("2024-05-06T07:08:09Z");

    private static Frame out(int localPort, int length) {
        return Packets.udp("10.0.0.2", localPort, "192.0.2.7", 443)
                .length(length)
                .outgoing();
    }

    private static Frame in(int localPort, int length) {
        return Packets.udp("192.0.2.7", 443, "10.0.0.2", localPort)
                .length(length)
                .incoming();
    }

    private static Rule port(int number, Priority priority) {
        return (packet, context) -> packet.localPort() == number ? priority : pass();
    }

    @Test
    void counts_per_rule_direction_and_reason() {
        Simulation simulation = Shaper.builder()
                .rule("slow", port(1, delay(10)))
                .rule("none", port(2, block()))
                .rule("free", port(3, ignore()))
                .rule("idle", port(4, high()))
                .build()
                .simulate()
                .startingAt(START);
        simulation.offer(out(1, 100));
        simulation.offer(out(2, 200));
        simulation.offer(out(3, 300));
        simulation.offer(in(1, 400));
        simulation.run(Duration.ofMillis(4));
        simulation.offer(in(9, 500));
        ShapingStats stats = simulation.stats();
        assertThat(stats.start()).isEqualTo(START);
        assertThat(stats.duration()).isEqualTo(Duration.ofMillis(4));
        assertThat(stats.rules())
                .extracting(RuleStats::name)
                .containsExactly("slow", "none", "free", "idle", "default");
        RuleStats slow = stats.rule("slow");
        assertThat(slow.outgoing().packetsHeld()).isEqualTo(1);
        assertThat(slow.incoming().bytesHeld()).isEqualTo(400);
        assertThat(slow.total().bytesHeld()).isEqualTo(500);
        assertThat(slow.total().packetsOut()).isZero();
        assertThat(stats.rule("none").outgoing().drops()).containsExactly(new DropReport(DropReason.BLOCKED, 1, 200));
        assertThat(stats.rule("none").incoming().drops()).isEmpty();
        assertThat(stats.rule("free").total().bytesIgnored()).isEqualTo(300);
        assertThat(stats.rule("free").total().packetsIn()).isZero();
        assertThat(stats.rule("default").incoming().bytesOut()).isEqualTo(500);
        assertThat(stats.incoming().packetsIn()).isEqualTo(2);
        assertThat(stats.outgoing().bytesDropped()).isEqualTo(200);
        assertThat(stats.total().bytesIn()).isEqualTo(1_200);
        assertThat(stats.total().bytesIgnored()).isEqualTo(300);
        assertThat(stats.total().bytesHeld()).isEqualTo(500);
        assertThat(stats.flows()).isEqualTo(5);
        simulation.runToIdle();
        TrafficStats done = simulation.stats().rule("slow").total();
        assertThat(done.packetsOut()).isEqualTo(2);
        assertThat(done.packetsHeld()).isZero();
        assertThat(done.delay().max()).isEqualTo(Duration.ofMillis(10));
        assertThat(stats.rule("slow").total().packetsOut()).as("a snapshot").isZero();
    }

    @Test
    void tells_delays_of_each_rule_apart() {
        Simulation simulation = Shaper.builder()
                .rule("short", port(1, delay(1)))
                .rule("long", port(2, delay(100)))
                .build()
                .simulate();
        for (int i = 0; i < 90; i++) {
            simulation.offer(out(1, 100));
        }
        for (int i = 0; i < 10; i++) {
            simulation.offer(out(2, 100));
        }
        simulation.runToIdle();
        ShapingStats stats = simulation.stats();
        assertThat(stats.rule("short").total().delay().mean()).isEqualTo(Duration.ofMillis(1));
        assertThat(stats.rule("long").total().delay().mean()).isEqualTo(Duration.ofMillis(100));
        assertThat(stats.total().delay().mean()).isEqualTo(Duration.ofNanos(10_900_000));
        assertThat(stats.total().delay().p50()).isBetween(Duration.ofNanos(990_000), Duration.ofNanos(1_010_000));
        assertThat(stats.total().delay().p99()).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
        assertThat(stats.rule("short").incoming().delay().max()).isZero();
    }

    @Test
    void counts_per_class_what_shares_the_capacity() {
        Simulation simulation = Shaper.builder()
                .rule("high", port(1, high()))
                .rule("low", port(3, low()))
                .rule("limited", port(4, limit(1_000_000)))
                .capacity(Rate.kilobytesPerSecond(100), Rate.kilobytesPerSecond(100))
                .settings(Settings.builder().acks(AckPolicy.HIGH).build())
                .build()
                .simulate();
        for (int i = 0; i < 3; i++) {
            simulation.offer(out(1, 1_000));
            simulation.offer(out(2, 1_000));
            simulation.offer(out(3, 1_000));
            simulation.offer(out(4, 1_000));
        }
        simulation.offer(Packets.tcp("10.0.0.2", 3, "192.0.2.7", 443).ack().outgoing());
        ShapingStats stats = simulation.stats();
        TrafficStats normal = stats.ofClass(PriorityClass.NORMAL).outgoing();
        assertThat(normal.packetsIn()).isEqualTo(3);
        assertThat(stats.ofClass(PriorityClass.LOW).outgoing().packetsIn()).isEqualTo(3);
        assertThat(stats.ofClass(PriorityClass.HIGH).outgoing().packetsIn())
                .as("and an ACK")
                .isEqualTo(4);
        assertThat(stats.ofClass(PriorityClass.LOW).total().packetsHeld()).isPositive();
        assertThat(stats.outgoing().packetsIn()).isEqualTo(13);
        simulation.runToIdle();
        ShapingStats done = simulation.stats();
        assertThat(done.ofClass(PriorityClass.LOW).total().packetsHeld()).isZero();
        assertThat(done.ofClass(PriorityClass.LOW).total().delay().mean())
                .isGreaterThan(done.ofClass(PriorityClass.HIGH).total().delay().mean());
        assertThat(done.classes())
                .extracting(ClassStats::priorityClass)
                .containsExactly(PriorityClass.HIGH, PriorityClass.NORMAL, PriorityClass.LOW);
        assertThat(done.ofClass(PriorityClass.HIGH).incoming().packetsIn()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> done.ofClass(PriorityClass.LIMITED))
                .withMessage("class must be high, normal or low: limited");
    }

    @Test
    void keeps_counting_while_rules_come_and_go() {
        Simulation simulation =
                Shaper.builder().rule("first", port(1, delay(5))).build().simulate();
        simulation.offer(out(1, 100));
        simulation.rules(RuleSet.empty().with("second", port(1, delay(7))));
        simulation.offer(out(1, 200));
        ShapingStats stats = simulation.stats();
        assertThat(stats.rules()).extracting(RuleStats::name).containsExactly("second", "first", "default");
        assertThat(stats.rule("first").total().bytesHeld()).isEqualTo(100);
        simulation.rules(RuleSet.empty().with("first", port(1, delay(6))));
        simulation.offer(out(1, 400));
        simulation.runToIdle();
        ShapingStats done = simulation.stats();
        assertThat(done.rules()).extracting(RuleStats::name).containsExactly("first", "second", "default");
        assertThat(done.rule("first").total().bytesOut()).isEqualTo(500);
        assertThat(done.rule("second").total().bytesOut()).isEqualTo(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> done.rule("third"))
                .withMessage("rule must be in the list: third");
    }

    @Test
    void counts_what_found_no_room_in_no_class_and_no_rule() {
        Simulation simulation = Shaper.builder()
                .rule("slow", port(1, delay(10)))
                .maxFlows(1)
                .build()
                .simulate();
        simulation.offer(out(1, 100));
        simulation.offer(out(2, 200));
        ShapingStats stats = simulation.stats();
        assertThat(stats.total().drops()).containsExactly(new DropReport(DropReason.FLOW_TABLE_FULL, 1, 200));
        assertThat(stats.rules())
                .extracting(rule -> rule.total().packetsDropped())
                .containsOnly(0L);
        assertThat(stats.classes())
                .extracting(group -> group.total().packetsIn())
                .containsOnly(0L);
        assertThat(stats.total().packetsHeld()).isEqualTo(1);
        assertThat(stats.total()).asString().startsWith("2 packets in, 0 out, 1 dropped, 1 held; delay mean 0.000 ms");
        assertThat(stats.direction(Direction.OUTGOING)).isEqualTo(stats.outgoing());
    }

    @Test
    void counts_errors_of_rules() {
        Simulation simulation = Shaper.builder()
                .rule("broken", (packet, context) -> {
                    throw new IllegalStateException("broken");
                })
                .build()
                .simulate();
        simulation.offer(out(1, 100));
        simulation.offer(out(1, 100));
        assertThat(simulation.stats().rule("broken").errors()).isEqualTo(2);
        assertThat(simulation.stats().rule("default").total().packetsOut()).isEqualTo(2);
    }
}
