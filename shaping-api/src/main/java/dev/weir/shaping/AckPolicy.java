package dev.weir.shaping;

/**
 * What is done for pure TCP acknowledgements: ACK set, SYN, FIN and RST clear, no payload (seed 001:157). An acknowledgement that
 * carries data is not one of them, because almost every TCP segment has the ACK bit. Immutable.
 */
public enum AckPolicy {
    /** Nothing. */
    OFF,
    /** Those of normal and low traffic are scheduled as high. */
    HIGH,
    /** As {@link #HIGH}, and those of limited traffic skip their limit and are scheduled as high too. */
    BYPASS_LIMITS
}
