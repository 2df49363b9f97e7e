package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.high;
import static dev.weir.shaping.match.Matches.local;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.match.RuleBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleBatchTest {
    private static List<RuleEntry> batch(String addresses) {
        return RuleBatch.forEach(
                "desk", addresses, address -> local(address.toString()).then(high()));
    }

    @Test
    void makes_a_rule_for_each_address() {
        RuleSet rules = RuleBatch.added(
                RuleSet.empty().with("first", (packet, context) -> null), batch("192.168.1.1-192.168.1.254"));
        assertThat(rules.entries()).hasSize(255);
        assertThat(rules.entries().get(1))
                .isEqualTo(RuleEntry.of("desk #1", local("192.168.1.1").then(high())));
        assertThat(rules.entries().get(254))
                .isEqualTo(RuleEntry.of("desk #254", local("192.168.1.254").then(high())));
        RuleTester tester = RuleTester.of(Shaper.builder().rules(rules).build());
        assertThat(tester.judge(Packets.udp("192.168.1.7", 1, "192.0.2.7", 2).outgoing())
                        .decidedBy())
                .isEqualTo("desk #7");
    }

    @Test
    void keeps_what_the_list_has() {
        RuleSet rules = RuleSet.empty()
                .with("desk #1", (packet, context) -> null)
                .renamed("desk #1", "door")
                .withProcessPriority("/opt/player", high());
        RuleSet more = RuleBatch.added(rules, batch("10.0.0.1-10.0.0.2"));
        assertThat(more.entries()).extracting(RuleEntry::name).containsExactly("door", "desk #1", "desk #2");
        assertThat(more.entries()).extracting(RuleEntry::id).containsExactly("desk #1", "desk #1 2", "desk #2");
        assertThat(more.processPriorities()).isEqualTo(rules.processPriorities());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleBatch.added(more, batch("10.0.0.3")))
                .withMessage("rule name is already in the list: \"desk #1\"");
    }

    @Test
    void takes_networks_and_both_families() {
        assertThat(batch("10.0.0.0/30, ::ffff:ffff:ffff:ffff-0:0:0:1::1"))
                .extracting(RuleEntry::name)
                .containsExactly("desk #1", "desk #2", "desk #3", "desk #4", "desk #5", "desk #6", "desk #7");
        assertThat(batch("255.255.255.254/31")).hasSize(2);
        assertThat(batch("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).hasSize(1);
    }

    @Test
    void refuses_batches_that_are_too_large_or_have_gaps() {
        assertThat(batch("10.0.0.0-10.0.39.15")).hasSize(10_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch("10.0.0.0-10.0.39.16"))
                .withMessage("batch must have at most 10000 addresses: \"10.0.0.0-10.0.39.16\"");
        assertThatIllegalArgumentException().isThrownBy(() -> batch("::/0"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch("10.0.0.1/255.0.0.255"))
                .withMessage("batch must not have masks with gaps: \"10.0.0.1/255.0.0.255\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleBatch.forEach(
                        " ", "10.0.0.1", address -> local("::1").then(high())))
                .withMessage("rule name must not be blank: \" \"");
    }
}
