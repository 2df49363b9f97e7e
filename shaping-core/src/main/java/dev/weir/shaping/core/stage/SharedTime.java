package dev.weir.shaping.core.stage;

/**
 * The time of one serialising link that several engines use: when it is free again. Each packet reserves the time its bits take, behind
 * all that was reserved before. Thread-safe; reserving is lock-free and allocates nothing.
 */
public final class SharedTime {
    /*
     * The time the link is free is whole nanoseconds and a fraction in units of 1/rate nanoseconds, as in LinkStage, so nothing is rounded while the rate stays.
     * When it changes, the fraction is rounded up to a nanosecond.
     */
    /** Says that a packet would leave later than allowed. */
    public static final long REFUSED = Long.MIN_VALUE;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final AtomicCell free = new AtomicCell(Long.MIN_VALUE, 0, 1);

    /** A link that is free. */
    public SharedTime() {}

    /**
     * Lets somebody use the link.
     *
     * @param user who reserves, from one thread at a time
     * @return the user's number
     */
    public int attach(Object user) {
        return free.attach(user);
    }

    /**
     * Reserves the time of a packet.
     *
     * @param user what {@link #attach} gave to the calling thread
     * @param bitsPerSecond the link's rate
     * @param bytes what the link sends for the packet, as framed, 0 or more
     * @param nowNanos the time
     * @param maxNanos how much later than now the packet may leave, if the link is not free
     * @return the first whole nanosecond at which its last bit is out, or {@link #REFUSED} if that is later than allowed
     */
    public long reserve(int user, long bitsPerSecond, long bytes, long nowNanos, long maxNanos) {
        long work = 8L * bytes * NANOS_PER_SECOND;
        while (true) {
            long seen = free.head();
            long nanos = free.get(seen, 0);
            long fraction = free.get(seen, 1);
            if (fraction > 0 && free.get(seen, 2) != bitsPerSecond) {
                nanos++;
                fraction = 0;
            }
            boolean waits = nanos > nowNanos || nanos == nowNanos && fraction > 0;
            long total = work + (waits ? fraction : 0);
            long end = later(waits ? nanos : nowNanos, total / bitsPerSecond);
            long endFraction = total % bitsPerSecond;
            long due = later(end, endFraction == 0 ? 0 : 1);
            if (waits && due - nowNanos > maxNanos) {
                if (free.isHead(seen)) {
                    return REFUSED;
                }
            } else if (free.replace(user, seen, end, endFraction, bitsPerSecond)) {
                return due;
            }
        }
    }

    /** How long the link still needs for what is reserved, rounded up; 0 if it is free. */
    long waitNanos(long nowNanos) {
        while (true) {
            long seen = free.head();
            long due = later(free.get(seen, 0), free.get(seen, 1) == 0 ? 0 : 1);
            if (free.isHead(seen)) {
                return due <= nowNanos ? 0 : due - nowNanos;
            }
        }
    }

    private static long later(long nanos, long waitNanos) {
        long sum = nanos + waitNanos;
        return sum < nanos ? Long.MAX_VALUE : sum;
    }
}
