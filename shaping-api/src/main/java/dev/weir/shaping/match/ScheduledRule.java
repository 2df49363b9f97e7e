package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a schedule switches on and off: outside its times it passes, and is not asked. Immutable, thread-safe if the rule is; equal by value.
 *
 * @param schedule when the rule is on
 * @param rule the rule
 */
public record ScheduledRule(Schedule schedule, Rule rule) implements Rule {
    /**
     * Checks that both are there.
     *
     * @param schedule when the rule is on
     * @param rule the rule
     */
    public ScheduledRule {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(rule, "rule");
    }

    @Override
    public @Nullable Priority evaluate(Packet packet, Context context) {
        return schedule.matches(packet, context) ? rule.evaluate(packet, context) : Priorities.pass();
    }

    /** Schedule and rule. */
    @Override
    public String toString() {
        return schedule + " and " + rule;
    }
}
