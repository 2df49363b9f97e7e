package dev.weir.shaping.core.stage;

import org.jspecify.annotations.Nullable;

/** What the packets of a stream have in common, as five numbers. Mutable, to be reused; not thread-safe. */
public final class StreamKey {
    /** How long most streams may be idle before they begin anew. */
    public static final long IDLE_NANOS = 300_000_000_000L;
    /** How long connections without a state may be idle. */
    public static final long SHORT_IDLE_NANOS = 60_000_000_000L;
    /** How long a connection that was closed may be idle. */
    public static final long CLOSED_IDLE_NANOS = 10_000_000_000L;

    long first;
    long second;
    long third;
    long fourth;
    long rest;
    long idleNanos = IDLE_NANOS;
    boolean opens;
    boolean closes;

    @Nullable
    String text;

    /** A key of zeros. */
    public StreamKey() {}

    /**
     * Fills the key in.
     *
     * @param a a number
     * @param b a number
     * @param c a number
     * @param d a number
     * @param e a number
     */
    public void set(long a, long b, long c, long d, long e) {
        first = a;
        second = b;
        third = c;
        fourth = d;
        rest = e;
        idleNanos = IDLE_NANOS;
        opens = false;
        closes = false;
        text = null;
    }

    /** Lets the stream begin anew after {@link #SHORT_IDLE_NANOS} without packets. */
    public void shortLived() {
        idleNanos = SHORT_IDLE_NANOS;
    }

    /**
     * Tells that the packet opens or closes a connection, which after its closing begins anew after {@link #CLOSED_IDLE_NANOS} without packets.
     *
     * @param opening whether it opens it
     * @param closing whether it closes it
     */
    public void state(boolean opening, boolean closing) {
        opens = opening;
        closes = closing;
    }

    /**
     * Adds what the numbers are a hash of.
     *
     * @param value the text
     */
    public void text(String value) {
        text = value;
    }

    /** The idle time of a stream that has one, after this packet. */
    long idleAfter(long known) {
        if (closes) {
            return CLOSED_IDLE_NANOS;
        }
        return known == CLOSED_IDLE_NANOS && !opens ? known : idleNanos;
    }

    long hash() {
        return mix(mix(mix(mix(mix(rest ^ 0x6A09_E667_F3BC_C908L) ^ second) ^ fourth) ^ first) ^ third);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 29;
    }

    /**
     * The first number.
     *
     * @return a
     */
    public long first() {
        return first;
    }

    /**
     * The second number.
     *
     * @return b
     */
    public long second() {
        return second;
    }

    /**
     * The third number.
     *
     * @return c
     */
    public long third() {
        return third;
    }

    /**
     * The fourth number.
     *
     * @return d
     */
    public long fourth() {
        return fourth;
    }

    /**
     * The fifth number.
     *
     * @return e
     */
    public long rest() {
        return rest;
    }

    /**
     * What the numbers are a hash of.
     *
     * @return the text, or null if they are the key itself
     */
    public @Nullable String text() {
        return text;
    }
}
