package dev.weir.shaping;

import java.util.Locale;

/**
 * The nine categories of treatment that a rule can choose.
 *
 * <p>Only {@link #HIGH}, {@link #NORMAL} and {@link #LOW} compete for a link's capacity; all the others are excluded from
 * that competition (seed 001:4-20).
 */
public enum PriorityClass {
    /** A larger share of a link of known capacity than {@link #NORMAL}. */
    HIGH,
    /** The ordinary share; what nothing else covers. */
    NORMAL,
    /** A smaller share than {@link #NORMAL}; all of the link when nobody else uses it. */
    LOW,
    /** Held to a rate by a token bucket with a queue. */
    LIMITED,
    /** Held back for a time, with optional jitter. */
    DELAYED,
    /** Lost with a probability. */
    DROPPED,
    /** Never transmitted. */
    BLOCKED,
    /** Transmitted at once, past every queue and limit, and not counted. */
    IGNORED,
    /** Any mix of loss, limit and delay. */
    CUSTOM;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The lower-case word used in reports, ledgers and files. */
    @Override
    public String toString() {
        return text;
    }
}
