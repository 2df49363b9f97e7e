package dev.weir.shaping;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.match.Schedule;
import dev.weir.shaping.match.ScheduledRule;
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

    @Test
    void adds_at_a_place() {
        RuleSet rules = RuleSet.empty().with("b", PASS).with(0, RuleEntry.of("a", PASS));

        assertThat(rules.with(2, RuleEntry.of("c", PASS))).hasToString("[a, b, c]");
        assertThat(rules.with(1, RuleEntry.of("c", PASS))).hasToString("[a, c, b]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.with(3, RuleEntry.of("c", PASS)))
                .withMessage("rule index must be within 0..2: 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.with(-1, RuleEntry.of("c", PASS)))
                .withMessage("rule index must be within 0..2: -1");
    }

    @Test
    void moves_an_entry() {
        RuleSet rules = RuleSet.empty().with("a", PASS).with("b", BLOCK).with("c", PASS);

        assertThat(rules.moved("a", 2)).hasToString("[b, c, a]");
        assertThat(rules.moved("c", 0)).hasToString("[c, a, b]");
        assertThat(rules.moved("b", 1).entries()).isEqualTo(rules.entries());
        assertThat(rules.moved("b", 0).entry("b")).isEqualTo(rules.entry("b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.moved("a", 3))
                .withMessage("rule index must be within 0..2: 3");
        assertThatIllegalArgumentException().isThrownBy(() -> rules.moved("x", 0));
    }

    @Test
    void replaces_a_rule_at_its_place() {
        RuleSet rules = RuleSet.empty()
                .with("a", PASS)
                .with(new RuleEntry("b", PASS, false))
                .with("c", PASS);

        assertThat(rules.replaced("b", BLOCK).entries())
                .containsExactly(RuleEntry.of("a", PASS), new RuleEntry("b", BLOCK, false), RuleEntry.of("c", PASS));
        assertThatIllegalArgumentException().isThrownBy(() -> rules.replaced("x", BLOCK));
    }

    @Test
    void keeps_the_schedule_of_a_rule_that_is_replaced() {
        Schedule work = Schedule.of("work", "mon-fri 08:00-17:00");
        Schedule weekend = Schedule.of("weekend", "sat, sun");
        RuleSet rules = RuleSet.empty().with(RuleEntry.of("a", PASS).scheduled(work));

        assertThat(rules.replaced("a", BLOCK).entry("a"))
                .isEqualTo(RuleEntry.of("a", BLOCK).scheduled(work));
        assertThat(rules.replaced("a", new ScheduledRule(weekend, BLOCK)).entry("a"))
                .isEqualTo(RuleEntry.of("a", BLOCK).scheduled(weekend));
    }

    @Test
    void switches_an_entry_off_and_on() {
        RuleSet rules = RuleSet.empty().with("a", PASS).with("b", PASS);

        assertThat(rules.withEnabled("a", false).entry("a").enabled()).isFalse();
        assertThat(rules.withEnabled("a", false).withEnabled("a", true).entries())
                .isEqualTo(rules.entries());
        assertThatIllegalArgumentException().isThrownBy(() -> rules.withEnabled("x", true));
    }

    @Test
    void a_renamed_entry_keeps_its_id() {
        RuleSet rules = RuleSet.empty().with("a", PASS).with("b", PASS).renamed("a", "z");

        assertThat(rules).hasToString("[z, b]");
        assertThat(rules.entry("z").id()).isEqualTo("a");
        assertThat(rules.renamed("z", "z").entries()).isEqualTo(rules.entries());
        assertThatIllegalArgumentException().isThrownBy(() -> rules.renamed("z", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> rules.renamed("z", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> rules.renamed("a", "c"));
    }

    @Test
    void a_new_entry_under_the_old_name_of_another_has_an_id_of_its_own() {
        RuleSet rules = RuleSet.empty().with("a", PASS).renamed("a", "b").with("a", PASS);

        assertThat(rules.entries()).extracting(RuleEntry::id).containsExactly("a", "a 2");
        assertThat(rules.renamed("a", "c").with("a", PASS).entries())
                .extracting(RuleEntry::id)
                .containsExactly("a", "a 2", "a 3");
        assertThat(RuleSet.of(rules.entries()).entries()).isEqualTo(rules.entries());
    }

    @Test
    void tells_where_entries_are() {
        RuleSet rules = RuleSet.empty().with("a", PASS).with("b", BLOCK);

        assertThat(rules.indexOf("b")).isEqualTo(1);
        assertThat(rules.indexOf("c")).isEqualTo(-1);
        assertThat(rules.size()).isEqualTo(2);
        assertThat(rules.entry("b").rule()).isSameAs(BLOCK);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.entry("c"))
                .withMessage("rule name is not in the list: \"c\"");
    }
}
