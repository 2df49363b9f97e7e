package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.Matches;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static final int SETS = 300;

    @Test
    void random_rules_are_read_back_as_equal_rules_from_strict_json() throws Exception {
        ObjectMapper strict = new ObjectMapper();
        ConfigurationReader reader = ConfigurationReader.create().blockLists(RandomRules.LISTS);
        for (int seed = 0; seed < SETS; seed++) {
            RuleSet rules = new RandomRules(seed).rules();
            String text = ConfigurationWriter.text(Configuration.EMPTY.withRules(rules));
            strict.readTree(text);
            Reading reading = reader.read(text);
            assertThat(reading.configuration().rules().entries())
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(rules.entries());
            assertThat(reading.warnings())
                    .allMatch(warning -> warning.message().endsWith("have no effect without a limit")
                            || warning.message().equals("there is no group @students"));
            assertThat(ConfigurationWriter.text(reading.configuration())).isEqualTo(text);
        }
    }

    @Test
    void what_has_no_written_form_is_named() {
        RuleSet lambda = RuleSet.empty().with("free", (packet, context) -> Priorities.low());
        assertThatThrownBy(() -> ConfigurationWriter.text(Configuration.EMPTY.withRules(lambda)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rule \"free\": only rules made of a condition and a priority can be written");
        RuleSet predicate = RuleSet.empty()
                .with("odd", Matches.where((packet, context) -> true).not(), Priorities.low());
        assertThatThrownBy(() -> ConfigurationWriter.text(Configuration.EMPTY.withRules(predicate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rule \"odd\": condition cannot be written: where(predicate)");
    }
}
