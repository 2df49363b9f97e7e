package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.delay;
import static dev.weir.shaping.Priorities.limit;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
}
