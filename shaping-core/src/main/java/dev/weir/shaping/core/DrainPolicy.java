package dev.weir.shaping.core;

/** What becomes of the packets that a live run holds when it is closed. Immutable. */
public enum DrainPolicy {
    /** They leave at once, in the order in which they were due. */
    RELEASE,
    /** They are dropped, and counted. */
    DISCARD,
    /** They leave when they are due; closing waits for that. */
    WAIT
}
