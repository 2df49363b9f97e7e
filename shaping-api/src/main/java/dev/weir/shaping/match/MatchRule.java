package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import java.util.Objects;

/**
 * A rule made of a condition and its answer. Immutable and thread-safe.
 *
 * @param match the condition
 * @param priority the answer where it holds
 */
public record MatchRule(Match match, Priority priority) implements Rule {
    /**
     * Checks that both are there.
     *
     * @param match the condition
     * @param priority the answer where it holds
     */
    public MatchRule {
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(priority, "priority");
    }

    @Override
    public Priority evaluate(Packet packet, Context context) {
        return match.matches(packet, context) ? priority : Priorities.pass();
    }

    @Override
    public String toString() {
        return match + ": " + priority;
    }
}
