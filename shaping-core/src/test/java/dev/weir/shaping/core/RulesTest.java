package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.dscp;
import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.Priorities.ignore;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.low;
import static dev.weir.shaping.Priorities.normal;
import static dev.weir.shaping.Priorities.pass;
import static dev.weir.shaping.Priorities.perDirection;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.impair.Impairment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Frame UPLOAD =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(1_000).outgoing();
    private static final Frame DOWNLOAD =
            Packets.udp("192.0.2.7", 443, "10.0.0.2", 5000).length(500).incoming();

    private static RuleReport rule(ShapingReport report, String name) {
        return report.rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void asks_in_order_and_stops_at_the_first_that_decides() {
        List<String> asked = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("first", (packet, context) -> {
                    asked.add(context.ruleName());
                    return pass();
                })
                .rule("second", (packet, context) -> {
                    asked.add(context.ruleName());
                    return packet.incoming() ? high() : pass();
                })
                .rule("third", (packet, context) -> {
                    asked.add(context.ruleName());
                    return low();
                })
                .build()
                .simulate();
        simulation.offer(UPLOAD);
        assertThat(asked).containsExactly("first", "second", "third");
        asked.clear();
        simulation.offer(DOWNLOAD);
        assertThat(asked).containsExactly("first", "second");
        ShapingReport report = simulation.runToIdle();
        assertThat(report.rules()).extracting(RuleReport::name).containsExactly("first", "second", "third", "default");
        assertThat(report.rules()).extracting(RuleReport::packetsIn).containsExactly(0L, 1L, 1L, 0L);
    }

    @Test
    @SuppressWarnings("NullAway") // what a rule written without null checks may do
    void takes_null_as_pass() {
        Simulation simulation = Shaper.builder()
                .rule("null", (packet, context) -> null)
                .rule("block", (packet, context) -> block())
                .build()
                .simulate();
        ShapingReport report = simulation.every(ofMillis(1), 3, () -> UPLOAD).runToIdle();
        assertThat(rule(report, "block").packetsIn()).isEqualTo(3);
        assertThat(rule(report, "null").errors()).isZero();
    }

    @Test
    void passes_and_counts_when_a_rule_throws() {
        Simulation simulation = Shaper.builder()
                .rule("broken", (packet, context) -> {
                    throw new IllegalStateException("broken");
                })
                .rule("block", (packet, context) -> block())
                .build()
                .simulate();
        ShapingReport report = simulation.every(ofMillis(1), 3, () -> UPLOAD).runToIdle();
        assertThat(rule(report, "broken").errors()).isEqualTo(3);
        assertThat(rule(report, "broken").packetsIn()).isZero();
        assertThat(rule(report, "block").drops()).containsExactly(new DropReport(DropReason.BLOCKED, 3, 3_000));
    }

    @Test
    void does_not_ask_disabled_rules() {
        RuleSet rules = RuleSet.of(List.of(
                new RuleEntry("off", (packet, context) -> block(), false),
                RuleEntry.of("on", (packet, context) -> delay(1))));
        ShapingReport report = Shaper.builder()
                .rules(rules)
                .build()
                .simulate()
                .every(ofMillis(1), 3, () -> UPLOAD)
                .runToIdle();
        assertThat(report.rules()).extracting(RuleReport::name).containsExactly("on", "default");
        assertThat(report.outgoing().packetsOut()).isEqualTo(3);
    }

    @Test
    void gives_each_entry_and_each_simulation_a_context_of_its_own() {
        List<String> seen = new ArrayList<>();
        Rule count = (packet, context) -> {
            Object n = context.updateTag(tag -> tag == null ? 1 : (int) tag + 1);
            seen.add(context.ruleName() + " " + n + " " + context.increment("asked"));
            return pass();
        };
        Shaper shaper = Shaper.builder().rule("a", count).rule("b", count).build();
        Simulation first = shaper.simulate();
        first.offer(UPLOAD);
        first.offer(UPLOAD);
        shaper.simulate().offer(UPLOAD);
        assertThat(seen).containsExactly("a 1 1", "b 1 1", "a 2 2", "b 2 2", "a 1 1", "b 1 1");
    }

    @Test
    void keeps_what_a_rule_sets_as_its_tag() {
        List<Object> seen = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("tag", (packet, context) -> {
                    seen.add(String.valueOf(context.tag()));
                    context.tag(context.tag() == null ? (Object) packet.length() : null);
                    return pass();
                })
                .build()
                .simulate();
        simulation.every(ofMillis(1), 3, () -> UPLOAD).runToIdle();
        assertThat(seen).containsExactly("null", "1000", "null");
    }

    @Test
    void counts_what_a_rule_decided_and_did_not_lose() {
        List<String> seen = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("count", (packet, context) -> {
                    seen.add(context.downloaded() + "/" + context.uploaded());
                    return switch (packet.dscp()) {
                        case 0 -> limit(1_000_000);
                        case 1 -> block();
                        case 2 -> drop(1.0);
                        case 3 -> ignore();
                        case 4 -> pass();
                        case 5 -> pass().counted();
                        default -> dscp(10);
                    };
                })
                .build()
                .simulate();
        for (int code = 0; code < 8; code++) {
            simulation.offer(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443)
                    .dscp(Dscp.of(code))
                    .length(100)
                    .outgoing());
        }
        simulation.offer(DOWNLOAD);
        simulation.offer(DOWNLOAD);
        assertThat(seen)
                .containsExactly(
                        "0/0", "0/100", "0/100", "0/100", "0/100", "0/100", "0/200", "0/300", "0/400", "500/400");
    }

    @Test
    void treats_each_direction_on_its_own() {
        Simulation simulation = Shaper.builder()
                .rule("asymmetric", (packet, context) -> perDirection(delay(20), pass()))
                .rule("rest", (packet, context) -> perDirection(block(), delay(30)))
                .build()
                .simulate();
        simulation.offer(UPLOAD);
        simulation.offer(DOWNLOAD);
        ShapingReport report = simulation.runToIdle();
        assertThat(report.incoming().delay().max()).isEqualTo(ofMillis(20));
        assertThat(report.outgoing().delay().max()).isEqualTo(ofMillis(30));
        assertThat(rule(report, "asymmetric").packetsOut()).isEqualTo(1);
        assertThat(rule(report, "rest").packetsOut()).isEqualTo(1);
    }

    @Test
    void shapes_the_download_and_ignores_the_upload() {
        Simulation simulation = Shaper.builder()
                .rule("asymmetric", (packet, context) -> perDirection(limit(10_000), ignore()))
                .build()
                .simulate();
        simulation.every(ofMillis(10), 1_000, () -> UPLOAD).every(ofMillis(10), 1_000, () -> DOWNLOAD);
        simulation.run(Duration.ofSeconds(10));
        ShapingReport report = simulation.report();
        assertThat(report.outgoing().packetsIn()).isZero();
        assertThat(report.outgoing().packetsOut()).isZero();
        assertThat(report.outgoing().packetsIgnored()).isEqualTo(1_000);
        assertThat(report.outgoing().bytesIgnored()).isEqualTo(1_000_000);
        assertThat(report.incoming().bytesOut()).isBetween(100_000L, 100_000L + 1_514 + 500);
        assertThat(rule(report, "asymmetric").packetsIgnored()).isEqualTo(1_000);
    }

    @Test
    void blocks_without_a_draw() {
        DecisionLedger ledger = DecisionLedger.keepLast(10);
        Shaper.builder()
                .rule("block", (packet, context) -> block())
                .build()
                .simulate()
                .ledger(ledger)
                .every(ofMillis(1), 3, () -> UPLOAD)
                .runToIdle();
        assertThat(ledger.lines()).hasSize(3).allMatch(line -> line.contains("\"draws\":[]"));
    }

    @Test
    void treats_what_no_rule_decides_by_the_default_priority() {
        Simulation simulation = Shaper.builder()
                .rule("some", (packet, context) -> packet.incoming() ? normal() : pass())
                .defaultPriority(limit(20_000))
                .build()
                .simulate();
        simulation.every(ofMillis(10), 1_000, () -> UPLOAD).every(ofMillis(10), 1_000, () -> DOWNLOAD);
        simulation.run(Duration.ofSeconds(10));
        ShapingReport report = simulation.report();
        assertThat(report.incoming().bytesOut()).isEqualTo(500_000);
        assertThat(report.outgoing().bytesOut()).isBetween(200_000L, 200_000L + 1_514 + 1_000);
        assertThat(rule(report, "default").packetsIn()).isEqualTo(1_000);
    }

    @Test
    void refuses_a_default_priority_that_leaves_something_open() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder().defaultPriority(pass()))
                .withMessage("default priority must say what to do with incoming packets: pass");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder().defaultPriority(perDirection(high(), dscp(1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder().rule("a", (p, c) -> pass()).rule("a", (p, c) -> pass()));
    }

    @Test
    void rewrites_for_the_next_rule_or_matches_with_the_default_priority() {
        List<Integer> seen = new ArrayList<>();
        List<Integer> released = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("mark", (packet, context) -> pass().dscp(Dscp.of(46)))
                .rule("see", (packet, context) -> {
                    seen.add(packet.dscp());
                    return packet.incoming() ? dscp(10) : pass();
                })
                .rule("never for incoming", (packet, context) -> {
                    seen.add(-packet.dscp());
                    return pass();
                })
                .defaultPriority(delay(5))
                .build()
                .simulate()
                .onRelease(packet -> released.add((packet.copyBytes()[15] & 0xFF) >> 2));
        simulation.offer(UPLOAD);
        simulation.offer(DOWNLOAD);
        ShapingReport report = simulation.runToIdle();
        assertThat(seen).containsExactly(46, -46, 46);
        assertThat(released).containsExactly(46, 10);
        assertThat(report.incoming().delay().max()).isEqualTo(ofMillis(5));
        assertThat(rule(report, "see").packetsOut()).isEqualTo(1);
        assertThat(rule(report, "default").packetsOut()).isEqualTo(1);
    }

    @Test
    void lets_a_rules_dscp_win_over_that_of_the_default_priority() {
        List<Integer> released = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("mark", (packet, context) -> packet.incoming() ? dscp(10) : pass())
                .defaultPriority(normal().dscp(Dscp.of(20)))
                .build()
                .simulate()
                .onRelease(packet -> released.add((packet.copyBytes()[15] & 0xFF) >> 2));
        simulation.offer(DOWNLOAD);
        simulation.offer(UPLOAD);
        assertThat(released).containsExactly(10, 20);
    }

    @Test
    void sends_ignored_packets_past_the_line() {
        List<Long> released = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("ignore", (packet, context) -> packet.direction() == Direction.OUTGOING ? ignore() : pass())
                .upload(Impairment.parse("rate=1 bit/s delay=1 h loss=100 %"))
                .download(Impairment.parse("delay=1 ms"))
                .build()
                .simulate()
                .onRelease(packet -> released.add(packet.releaseNanos()));
        simulation.offer(DOWNLOAD);
        simulation.offer(UPLOAD);
        assertThat(released).containsExactly(0L);
        ShapingReport report = simulation.runToIdle();
        assertThat(released).containsExactly(0L, 1_000_000L);
        assertThat(report.outgoing().delay().max()).isZero();
    }
}
