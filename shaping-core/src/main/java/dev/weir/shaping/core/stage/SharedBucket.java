package dev.weir.shaping.core.stage;

/**
 * A token bucket that several engines draw from, in exact integer arithmetic. Tokens are reserved in the order in which they are asked for, for a time at which
 * the bucket will have them. Thread-safe; lock-free; allocates nothing.
 */
final class SharedBucket {
    /*
     * Virtual scheduling [1]: the bucket is its full time, the time at which it will be full if nobody takes any more: whole nanoseconds and a fraction in units of
     * 1/rate nanoseconds. Taking n tokens moves it n/rate later. The bucket holds m tokens from the time that is (burst - m)/rate before it. Both
     * are exact, and equal to TokenBucket where one engine alone draws. When the rate changes, the fraction is rounded up to a nanosecond.
     *
     * [1] ITU-T I.371: generic cell rate algorithm.
     */
    static final long REFUSED = Long.MIN_VALUE;
    private final AtomicCell full = new AtomicCell(0, 0, 1);

    int attach(Object user) {
        return full.attach(user);
    }

    /**
     * Takes tokens for the first time at which the bucket has them, or is full.
     *
     * @param user its number
     * @param rate what the bucket gets a second, and holds
     * @param size how many tokens, 1 to 4 000 000 000
     * @param nowNanos the time
     * @param maxWaitNanos refused if it has to wait longer
     * @return that time, now or later, or {@link #REFUSED}
     */
    long take(int user, TokenRate rate, long size, long nowNanos, long maxWaitNanos) {
        long perSecond = rate.ratePerSecond();
        long work = TokenRate.cost(size);
        long slack = rate.full() - Math.min(work, rate.full());
        while (true) {
            long seen = full.head();
            long nanos = full.get(seen, 0);
            long fraction = full.get(seen, 1);
            if (fraction > 0 && full.get(seen, 2) != perSecond) {
                nanos++;
                fraction = 0;
            }
            long due = Math.max(nowNanos, later(nanos, -Math.floorDiv(slack - fraction, perSecond)));
            if (due - nowNanos > maxWaitNanos) {
                if (full.isHead(seen)) {
                    return REFUSED;
                }
                continue;
            }
            if (due > nanos) {
                nanos = due;
                fraction = 0;
            }
            long total = work + fraction;
            if (full.replace(user, seen, later(nanos, total / perSecond), total % perSecond, perSecond)) {
                return due;
            }
        }
    }

    private static long later(long nanos, long waitNanos) {
        long sum = nanos + waitNanos;
        return waitNanos >= 0 && sum < nanos ? Long.MAX_VALUE : sum;
    }

    /** How many tokens of a burst a user may hold ahead of its packets. */
    static long quantum(TokenRate rate) {
        return rate.burst() / 10;
    }
}
