package dev.weir.shaping.core;

import dev.weir.shaping.Priority;
import dev.weir.shaping.Treatment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list of rules decides about one packet, and why, see {@link RuleTester}. Immutable and thread-safe.
 *
 * @param frame the packet
 * @param rules what each rule did, in order
 * @param decidedBy the rule that decided, or the executable whose priority did; null if neither
 * @param priority what is done: the answer of that rule, that priority, or the default priority
 */
public record Judgement(Frame frame, List<RuleJudgement> rules, @Nullable String decidedBy, Priority priority) {
    /**
     * Copies the list.
     *
     * @param frame the packet
     * @param rules what each rule did, in order
     * @param decidedBy the rule that decided, or the executable whose priority did; null if neither
     * @param priority what is done
     */
    public Judgement {
        rules = List.copyOf(rules);
    }

    /**
     * What is done to the packet in its direction.
     *
     * @return the treatment
     */
    public Treatment treatment() {
        return priority.treatment(frame.direction());
    }

    /**
     * What a rule did.
     *
     * @param name its name
     * @return what it did
     * @throws IllegalArgumentException if there is no such rule
     */
    public RuleJudgement rule(String name) {
        return rules.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rule name is not in the list: \"" + name + "\""));
    }

    /** The packet, a line for each rule with the parts of its condition below, and the decision. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(frame.toString());
        rules.forEach(rule -> text.append("\n  ").append(rule.toString().replace("\n", "\n  ")));
        String by = decidedBy == null ? "by default" : "by \"" + decidedBy + "\"";
        return text.append("\n  ").append(priority).append(' ').append(by).toString();
    }
}
