package dev.weir.shaping.impair;

/** What shares the memory of a model that remembers: its chain, its correlation, its count of packets. */
public enum Scope {
    /** Each flow has its own, started from the stationary law. */
    PER_FLOW,
    /** All packets that meet the model share one. */
    SHARED;

    /** The words of the text form. */
    @Override
    public String toString() {
        return this == SHARED ? "shared" : "per flow";
    }
}
