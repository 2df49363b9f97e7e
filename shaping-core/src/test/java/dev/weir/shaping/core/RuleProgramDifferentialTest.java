package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rule lists as they are, against the same rules hidden in lambdas, which can only be asked one after the other. */
class RuleProgramDifferentialTest {
    private static final int PACKETS = 400;

    /** What a run did: its ledger, and which predicates and lambdas were called, in order. */
    private record Trace(String ledger, List<String> calls, List<RuleReport> rules) {}

    private static Trace run(long seed, int count, boolean hidden) {
        Random random = new Random(seed);
        List<String> calls = new ArrayList<>();
        RandomRules rules = new RandomRules(random, calls);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RuleSet set = rules.list(count);
        IdentityHashMap<Rule, Rule> lambdas = hidden ? new IdentityHashMap<>() : null;
        Simulation simulation = Shaper.builder()
                .rules(hide(set, lambdas))
                .lookup(rules.processes())
                .lookup(rules.places())
                .seed(seed)
                .maxFlows(40)
                .build()
                .simulate()
                .ledger(DecisionLedger.to(out));
        for (int i = 0; i < PACKETS; i++) {
            if (i % 150 == 149) {
                set = rules.edited(set);
                simulation.rules(hide(set, lambdas));
            }
            simulation.offer(rules.frame());
            simulation.run(Duration.ofMillis(random.nextInt(5) == 0 ? 61_000 : 3));
        }
        ShapingReport report = simulation.runToIdle();
        return new Trace(out.toString(StandardCharsets.UTF_8), calls, report.rules());
    }

    /** The list, or one of lambdas that ask its rules; the same lambda for the same rule, so that edited lists keep states. */
    private static RuleSet hide(RuleSet set, @Nullable IdentityHashMap<Rule, Rule> hidden) {
        return hidden == null
                ? set
                : RuleSet.of(set.entries().stream()
                        .map(entry -> new RuleEntry(
                                entry.name(),
                                hidden.computeIfAbsent(
                                        entry.rule(), rule -> (packet, context) -> rule.evaluate(packet, context)),
                                entry.enabled()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 9, 40, 150})
    void answers_as_one_after_the_other_does(int count) {
        for (int seed = 0; seed < 6; seed++) {
            Trace expected = run(seed, count, true);
            Trace found = run(seed, count, false);
            assertThat(found.calls).as("seed %d", seed).isEqualTo(expected.calls);
            assertThat(found.ledger).as("seed %d", seed).isEqualTo(expected.ledger);
            assertThat(found.rules).as("seed %d", seed).isEqualTo(expected.rules);
        }
    }
}
