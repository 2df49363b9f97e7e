package dev.weir.shaping;

/**
 * A Differentiated Services code point: the upper six bits of the IPv4 TOS or IPv6 Traffic Class byte (RFC 2474).
 *
 * <p>Immutable and thread-safe.
 *
 * @param codePoint 0 to 63
 */
public record Dscp(int codePoint) {
    /** Best effort. */
    public static final Dscp DEFAULT = new Dscp(0);
    /** Expedited forwarding (RFC 3246). */
    public static final Dscp EF = new Dscp(46);

    /**
     * Checks the range.
     *
     * @param codePoint 0 to 63
     * @throws IllegalArgumentException if the code point is not within 0..63
     */
    public Dscp {
        if (codePoint < 0 || codePoint > 63) {
            throw new IllegalArgumentException("dscp must be within 0..63: " + codePoint);
        }
    }

    /**
     * A code point.
     *
     * @param codePoint 0 to 63
     * @return the value
     * @throws IllegalArgumentException if out of range
     */
    public static Dscp of(int codePoint) {
        return new Dscp(codePoint);
    }

    /**
     * The code point that carries the bits of the older TOS layout (RFC 791): {@code precedence<<3 | delay<<2 |
     * throughput<<1 | reliability}.
     *
     * @param precedence 0 to 7
     * @param lowDelay the delay bit
     * @param throughput the throughput bit
     * @param reliability the reliability bit
     * @return the value
     * @throws IllegalArgumentException if the precedence is out of range
     */
    public static Dscp ofTos(int precedence, boolean lowDelay, boolean throughput, boolean reliability) {
        if (precedence < 0 || precedence > 7) {
            throw new IllegalArgumentException("precedence must be within 0..7: " + precedence);
        }
        return new Dscp(precedence << 3 | (lowDelay ? 4 : 0) | (throughput ? 2 : 0) | (reliability ? 1 : 0));
    }
}
