package dev.weir.shaping;

/** What becomes of an outgoing packet that a rule binds to an adapter by which it cannot leave. Counted in any case. Immutable. */
public enum BindFailure {
    /** It is blocked: a rule that binds is mostly there so that nothing leaves another way. */
    BLOCK,
    /** It leaves as if it had not been bound. */
    PASS_UNBOUND
}
