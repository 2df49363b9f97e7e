package dev.weir.shaping;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetTest {
    private static final Rule PASS = (packet, context) -> pass();
    private static final Rule BLOCK = (packet, context) -> block();

    @Test
    void keeps_entries_in_order() {
        RuleSet rules = RuleSet.empty().with("b", PASS).with("a", BLOCK).with(new RuleEntry("c", PASS, false));

        assertThat(rules.entries())
                .containsExactly(RuleEntry.of("b", PASS), RuleEntry.of("a", BLOCK), new RuleEntry("c", PASS, false));
        assertThat(rules).hasToString("[b, a, c]");
        assertThat(RuleSet.of(rules.entries()).entries()).isEqualTo(rules.entries());
    }

    @Test
    void leaves_the_old_list_alone_when_edited() {
        RuleSet one = RuleSet.empty().with("a", PASS);

        RuleSet two = one.with("b", PASS);
        RuleSet none = one.without("a");

        assertThat(one).hasToString("[a]");
        assertThat(two).hasToString("[a, b]");
        assertThat(none).hasToString("[]");
        assertThat(RuleSet.empty().entries()).isEmpty();
    }

    @Test
    void is_not_changed_through_the_lists_it_takes_and_gives() {
        List<RuleEntry> entries = new ArrayList<>(List.of(RuleEntry.of("a", PASS)));
        RuleSet rules = RuleSet.of(entries);
        entries.clear();

        assertThat(rules.entries()).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> rules.entries().remove(0));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> rules.with("b", PASS).without("a").entries().remove(0));
    }

    @Test
    void compares_names_with_case() {
        RuleSet rules = RuleSet.empty().with("a", PASS).with("A", PASS);

        assertThat(rules.contains("A")).isTrue();
        assertThat(rules.without("A").contains("A")).isFalse();
        assertThat(rules.without("A").contains("a")).isTrue();
    }

    @Test
    void refuses_a_name_twice() {
        RuleSet rules = RuleSet.empty().with("a", PASS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.with("a", BLOCK))
                .withMessage("rule name is already in the list: \"a\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleSet.of(List.of(RuleEntry.of("x", PASS), RuleEntry.of("x", PASS))))
                .withMessage("rule name is already in the list: \"x\"");
    }

    @Test
    void refuses_to_remove_what_is_not_there() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleSet.empty().without("a"))
                .withMessage("rule name is not in the list: \"a\"");
    }
}
