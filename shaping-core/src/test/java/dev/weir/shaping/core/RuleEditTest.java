package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.drop;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The burst of a small limit is 1514 bytes: a packet of 1514 bytes goes at once from a full bucket and waits 1.514 s for the next. */
class RuleEditTest {
    private final List<Long> releases = new ArrayList<>();
    private final List<Long> seen = new ArrayList<>();
    private final Rule slow = (packet, context) -> {
        seen.add(context.increment("packets"));
        return limit(1_000);
    };

    private Simulation simulation(RuleSet rules) {
        return Shaper.builder()
                .rules(rules)
                .build()
                .simulate()
                .onRelease(packet -> releases.add(packet.releaseNanos()));
    }

    private static Frame frame() {
        return Packets.udp("10.0.0.2", 5_000, "192.0.2.7", 443).length(1_514).outgoing();
    }

    private static RuleReport rule(ShapingReport report, String name) {
        return report.rules().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_entry_that_stays_keeps_its_bucket_and_context() {
        Rule passing = (packet, context) -> pass();
        Simulation simulation = simulation(RuleSet.empty().with("slow", slow));
        simulation.offer(frame());
        simulation.rules(RuleSet.empty().with("before", passing).with("slow", slow));
        simulation.offer(frame());
        simulation.rules(RuleSet.empty().with(new RuleEntry("slow", slow, false)));
        simulation.offer(frame());
        simulation.rules(RuleSet.empty().with("slow", slow));
        simulation.offer(frame());
        ShapingReport report = simulation.runToIdle();
        assertThat(releases).containsExactly(0L, 0L, 1_514_000_000L, 3_028_000_000L);
        assertThat(seen).containsExactly(1L, 2L, 3L);
        assertThat(rule(report, "slow").packetsIn()).isEqualTo(3);
    }

    @Test
    void an_entry_that_changes_starts_fresh_and_goes_on_counting() {
        Simulation simulation = simulation(RuleSet.empty().with("slow", slow));
        simulation.offer(frame());
        simulation.rules(RuleSet.empty().with("slow", (packet, context) -> {
            seen.add(context.increment("packets"));
            return limit(1_000);
        }));
        simulation.offer(frame());
        ShapingReport report = simulation.runToIdle();
        assertThat(releases).containsExactly(0L, 0L);
        assertThat(seen).containsExactly(1L, 1L);
        assertThat(rule(report, "slow").packetsOut()).isEqualTo(2);
    }

    @Test
    void packets_of_a_removed_rule_go_on_as_was_decided_and_are_reported() {
        Simulation simulation = simulation(RuleSet.empty().with("slow", slow));
        simulation.offer(frame());
        simulation.offer(frame());
        simulation.rules(RuleSet.empty().with("block", (packet, context) -> block()));
        simulation.offer(frame());
        ShapingReport report = simulation.runToIdle();
        assertThat(releases).containsExactly(0L, 1_514_000_000L);
        assertThat(rule(report, "slow").packetsOut()).isEqualTo(2);
        assertThat(rule(report, "block").packetsIn()).isEqualTo(1);
        simulation.rules(RuleSet.empty().with("slow", slow));
        simulation.offer(frame());
        assertThat(simulation.runToIdle().outgoing().packetsOut()).isEqualTo(3);
        assertThat(seen).containsExactly(1L, 2L, 1L);
    }

    @Test
    void many_edits_with_packets_inside_lose_none() {
        Simulation simulation = simulation(RuleSet.empty());
        for (int edit = 0; edit < 5_000; edit++) {
            int millis = edit % 7;
            simulation.rules(RuleSet.empty().with("rule " + edit % 3, (packet, context) -> delay(millis)));
            simulation.offer(frame());
            simulation.run(Duration.ofMillis(1));
        }
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsOut()).isEqualTo(5_000);
        assertThat(report.rules().stream().mapToLong(RuleReport::packetsOut).sum())
                .isEqualTo(5_000);
        assertThat(releases).isSorted();
    }

    @Test
    void an_entry_that_moves_or_is_renamed_keeps_its_bucket_and_context() {
        Simulation simulation =
                simulation(RuleSet.empty().with("slow", slow).with("other", (packet, context) -> pass()));
        simulation.offer(frame());
        simulation.rules(rules -> rules.moved("slow", 1));
        simulation.offer(frame());
        simulation.rules(rules -> rules.renamed("slow", "calm"));
        simulation.offer(frame());
        assertThat(simulation.rules()).hasToString("[other, calm]");
        ShapingReport report = simulation.runToIdle();
        assertThat(releases).containsExactly(0L, 1_514_000_000L, 3_028_000_000L);
        assertThat(seen).containsExactly(1L, 2L, 3L);
        assertThat(rule(report, "calm").packetsIn()).isEqualTo(3);
        assertThat(report.rules()).extracting(RuleReport::name).containsExactly("other", "calm", "default");
    }

    @Test
    void everybody_calls_a_renamed_entry_by_its_new_name() {
        List<String> names = new ArrayList<>();
        DecisionLedger ledger = DecisionLedger.keepLast(10);
        Simulation simulation = simulation(RuleSet.empty().with("slow", (packet, context) -> {
                    names.add(context.ruleName());
                    return limit(1_000).perConnection();
                }))
                .ledger(ledger);
        simulation.offer(frame());
        simulation.offer(frame());
        simulation.rules(rules -> rules.renamed("slow", "calm"));
        assertThat(simulation.connections()).extracting(ConnectionStats::rule).containsExactly("calm");
        assertThat(simulation.streams()).extracting(StreamStats::rule).containsExactly("calm");
        simulation.offer(frame());
        simulation.runToIdle();
        assertThat(names).containsExactly("slow", "slow", "calm");
        assertThat(ledger.lines()).hasSize(3);
        assertThat(ledger.lines().get(0)).contains("\"rule\":\"slow\"");
        assertThat(ledger.lines().subList(1, 3)).allMatch(line -> line.contains("\"rule\":\"calm\""));
    }

    @Test
    void draws_follow_the_id_whatever_the_name_and_place() {
        Rule losing = (packet, context) -> drop(0.5);
        List<Long> plain = lost(losing, rules -> rules);
        List<Long> edited = lost(losing, rules -> rules.renamed("losing", "other")
                .with(0, RuleEntry.of("losing", (packet, context) -> pass()))
                .moved("other", 0));
        List<Long> replaced =
                lost(losing, rules -> rules.replaced("losing", (packet, context) -> losing.evaluate(packet, context)));
        List<Long> otherwise = lost(losing, rules -> rules.without("losing").with("other", losing));
        assertThat(edited).isEqualTo(plain).hasSizeBetween(80, 120);
        assertThat(replaced).isEqualTo(plain);
        assertThat(otherwise).isNotEqualTo(plain);
    }

    /** What leaves of 200 packets, of which the latter half is judged after an edit. */
    private static List<Long> lost(Rule losing, UnaryOperator<RuleSet> edit) {
        List<Long> left = new ArrayList<>();
        Simulation simulation = Shaper.builder()
                .rule("losing", losing)
                .build()
                .simulate()
                .onRelease(packet -> left.add(packet.number()));
        for (int packet = 0; packet < 200; packet++) {
            if (packet == 100) {
                simulation.rules(edit);
            }
            simulation.offer(frame());
        }
        return left;
    }

    @Test
    void entries_of_one_rule_are_told_apart_by_id() {
        Simulation simulation = simulation(RuleSet.empty().with("slow", slow));
        simulation.offer(frame());
        simulation.rules(rules ->
                rules.renamed("slow", "calm").withEnabled("calm", false).with("slow", slow));
        simulation.offer(frame());
        simulation.rules(rules -> rules.without("slow").withEnabled("calm", true));
        simulation.offer(frame());
        simulation.runToIdle();
        assertThat(seen).containsExactly(1L, 1L, 2L);
        assertThat(releases).containsExactly(0L, 0L, 1_514_000_000L);
    }

    @Test
    void an_embedded_run_edits_its_rules_too() {
        EmbeddedShaping shaping = Shaper.builder()
                .rule("slow", slow)
                .build()
                .embed(Instant.EPOCH, packet -> releases.add(packet.releaseNanos()));
        shaping.rules(rules -> rules.with("after", (packet, context) -> block()).withEnabled("slow", false));
        assertThat(shaping.rules()).hasToString("[slow, after]");
        offer(shaping, frame());
        shaping.rules(rules -> rules.withEnabled("slow", true));
        offer(shaping, frame());
        assertThat(seen).containsExactly(1L);
        assertThat(releases).containsExactly(0L);
    }

    private static void offer(EmbeddedShaping shaping, Frame frame) {
        shaping.offer(
                frame.array(), 0, frame.capturedLength(), frame.length(), frame.linkType(), frame.direction(), 0, 0);
    }
}
