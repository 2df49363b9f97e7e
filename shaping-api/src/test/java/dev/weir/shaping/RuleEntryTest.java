package dev.weir.shaping;

import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleEntryTest {
    private static final Rule PASS = (packet, context) -> pass();

    @Test
    void is_enabled_unless_said_otherwise() {
        assertThat(RuleEntry.of("a", PASS)).isEqualTo(new RuleEntry("a", PASS, true));
        assertThat(RuleEntry.of("a", PASS)).isNotEqualTo(new RuleEntry("a", PASS, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void refuses_a_blank_name(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleEntry.of(name, PASS))
                .withMessage("rule name must not be blank: \"%s\"", name);
    }
}
