package dev.weir.shaping;

/** What a rule that throws is taken to have answered. The error is counted in any case. Immutable. */
public enum RuleFailure {
    /** It passes: the next rule is asked. */
    PASS,
    /** It blocks the packet, so that a rule that guards something fails safe. */
    BLOCK
}
