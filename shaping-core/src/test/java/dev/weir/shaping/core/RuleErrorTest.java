package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleFailure;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleErrorTest {
    private static final Rule BROKEN = (packet, context) -> {
        throw new IllegalStateException("broken " + packet.length());
    };

    private final List<String> told = new ArrayList<>();

    private static Frame frame(int length) {
        return Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(length).outgoing();
    }

    private Shaper.Builder shaper() {
        return Shaper.builder()
                .rule("first", BROKEN)
                .rule("second", (packet, context) -> packet.length() > 500 ? BROKEN.evaluate(packet, context) : high())
                .ruleErrorListener((rule, error) -> told.add(rule + ": " + error.getMessage()));
    }

    @Test
    void somebody_hears_of_each_rule_once_a_second() {
        Simulation simulation = shaper().build().simulate();
        simulation.offer(frame(100));
        simulation.offer(frame(600));
        simulation.run(Duration.ofNanos(999_999_999)).offer(frame(601));
        simulation.run(Duration.ofNanos(1)).offer(frame(602));
        ShapingReport report = simulation.runToIdle();
        assertThat(told)
                .containsExactly("first: broken 100", "second: broken 600", "first: broken 602", "second: broken 602");
        assertThat(report.rules()).extracting(RuleReport::errors).containsExactly(4L, 3L, 0L);
        assertThat(report.outgoing().packetsOut()).isEqualTo(4);
    }

    @Test
    void a_rule_that_throws_may_block() {
        Settings settings = Settings.builder().ruleFailure(RuleFailure.BLOCK).build();
        Simulation simulation = shaper().settings(settings).build().simulate();
        simulation.offer(frame(100));
        ShapingReport report = simulation.runToIdle();
        assertThat(report.outgoing().packetsOut()).isZero();
        assertThat(report.rules()).extracting(RuleReport::packetsIn).containsExactly(1L, 0L, 0L);
        assertThat(report.rules()).extracting(RuleReport::errors).containsExactly(1L, 0L, 0L);
    }

    @Test
    void a_listener_cannot_replace_the_rules_that_are_being_asked() {
        List<Simulation> runs = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Simulation simulation = shaper().ruleErrorListener((rule, error) -> {
                    try {
                        runs.get(0).rules(RuleSet.empty());
                    } catch (IllegalStateException e) {
                        refused.add(rule);
                    }
                })
                .build()
                .simulate();
        runs.add(simulation);
        simulation.offer(frame(600));
        assertThat(refused).containsExactly("first", "second");
        assertThat(simulation.rules(RuleSet.empty()).report().outgoing().packetsOut())
                .isEqualTo(1);
    }

    @Test
    void a_listener_that_throws_does_no_harm() {
        Simulation simulation = shaper().ruleErrorListener((rule, error) -> {
                    throw error;
                })
                .build()
                .simulate();
        simulation.offer(frame(100));
        ShapingReport report = simulation.runToIdle();
        assertThat(report.rules()).extracting(RuleReport::errors).containsExactly(2L, 0L, 0L);
        assertThat(report.outgoing().packetsOut()).isEqualTo(1);
    }
}
