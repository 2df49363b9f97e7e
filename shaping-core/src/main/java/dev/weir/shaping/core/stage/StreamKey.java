package dev.weir.shaping.core.stage;

/** What the packets of a stream have in common, as five numbers. Mutable, to be reused; not thread-safe. */
public final class StreamKey {
    /** How long most streams may be idle before they begin anew. */
    public static final long IDLE_NANOS = 300_000_000_000L;

    long first;
    long second;
    long third;
    long fourth;
    long rest;
    long idleNanos = IDLE_NANOS;

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
     * @param idle nanoseconds without packets after which the stream begins anew
     */
    public void set(long a, long b, long c, long d, long e, long idle) {
        first = a;
        second = b;
        third = c;
        fourth = d;
        rest = e;
        idleNanos = idle;
    }

    long hash() {
        return mix(mix(mix(mix(mix(rest ^ 0x6A09_E667_F3BC_C908L) ^ second) ^ fourth) ^ first) ^ third);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 29;
    }
}
