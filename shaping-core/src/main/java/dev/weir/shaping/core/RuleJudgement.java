package dev.weir.shaping.core;

import dev.weir.shaping.Priority;
import dev.weir.shaping.match.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * What one rule of a list did with a packet, see {@link RuleTester}. Immutable and thread-safe.
 *
 * @param name the rule's name
 * @param outcome what it did
 * @param priority what it answered, or null if it was not asked or threw
 * @param explanation why its condition holds or does not, or null if the rule is code of its own or was not asked; of a rule out of its schedule that of the
 *     schedule
 * @param error what it threw, or null
 */
public record RuleJudgement(
        String name,
        Outcome outcome,
        @Nullable Priority priority,
        @Nullable Explanation explanation,
        @Nullable RuntimeException error) {
    /** What a rule does with a packet. */
    public enum Outcome {
        /** It decided. */
        DECIDED("decides"),
        /** It was asked, and left the packet to the next rule. */
        PASSED("passes"),
        /** Its condition does not hold. */
        NOT_MET("is not met"),
        /** Its schedule has it off. */
        OUT_OF_SCHEDULE("is out of its schedule"),
        /** It is switched off. */
        OFF("is off"),
        /** It threw, which counts as passing. */
        FAILED("fails"),
        /** A rule before it decided. */
        NOT_REACHED("is not reached");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** Such as {@code is not met}. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** Name and outcome, then what the rule answered or threw, then the explanation, such as {@code "web" is not met: remotePorts(443)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("\"" + name + "\" " + outcome);
        if (outcome == Outcome.DECIDED) {
            text.append(": ").append(priority);
        } else if (error != null) {
            text.append(": ").append(error);
        } else if (explanation != null && !explanation.holds()) {
            text.append(": ").append(explanation.cause().match());
        }
        if (explanation != null && !explanation.parts().isEmpty()) {
            text.append("\n    ").append(explanation.toString().replace("\n", "\n    "));
        }
        return text.toString();
    }
}
