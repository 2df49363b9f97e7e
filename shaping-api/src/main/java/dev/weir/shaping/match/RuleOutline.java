package dev.weir.shaping.match;

import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What a rule made by {@link Match#then} says. Immutable and thread-safe.
 *
 * @param condition when it answers
 * @param priority what it answers; elsewhere it passes
 */
public record RuleOutline(MatchOutline condition, Priority priority) {
    /**
     * The outline of a rule. Allocates.
     *
     * @param rule any rule
     * @return its outline, or null if it was not made from a condition
     */
    public static @Nullable RuleOutline of(Rule rule) {
        return rule instanceof MatchRule made ? new RuleOutline(MatchOutline.of(made.match()), made.priority()) : null;
    }
}
