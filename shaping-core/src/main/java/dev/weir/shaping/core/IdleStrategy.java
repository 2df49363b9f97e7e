package dev.weir.shaping.core;

/** How a live run's thread passes the time until something is due. It never releases early. Immutable. */
public enum IdleStrategy {
    /** Sleeps for half a millisecond or longer: hardly any processor time, packets leave up to about a millisecond late. */
    LOW_CPU,
    /** Sleeps, and spins for the time by which sleeps tend to be too long. */
    BALANCED,
    /** Spins: a processor of its own, the least lateness. */
    LOW_LATENCY
}
