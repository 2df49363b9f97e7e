package dev.weir.shaping.core.stage;

/**
 * A token bucket in exact integer arithmetic.
 *
 * <p>Not thread-safe; allocates nothing.
 */
public final class TokenBucket {
    /*
     * Credit is kept in billionths of a unit (a bit or a packet), so that one nanosecond adds exactly `rate` of them and no rounding
     * ever accumulates: over any time t from a full bucket, what passes is at most burst + rate * t.
     *
     * A packet may go when the bucket holds its size, or is full. A packet larger than the burst therefore goes from a full bucket and
     * leaves a debt, which the packets behind it wait for.
     */
    private static final long SCALE = 1_000_000_000L;
    private static final long MAX_BURST = 4_000_000_000L;

    private final long ratePerSecond;
    private final long full;
    private long credit;
    private long asOfNanos;

    /**
     * A full bucket at time 0.
     *
     * @param ratePerSecond units per second, at least 1
     * @param burst units the bucket holds, at least 1; more than 4 000 000 000 count as that
     */
    public TokenBucket(long ratePerSecond, long burst) {
        this.ratePerSecond = ratePerSecond;
        this.full = Math.min(burst, MAX_BURST) * SCALE;
        this.credit = full;
    }

    private void refill(long nowNanos) {
        long passed = nowNanos - asOfNanos;
        if (passed > 0) {
            long missing = full - credit;
            credit = passed > missing / ratePerSecond ? full : credit + passed * ratePerSecond;
            asOfNanos = nowNanos;
        }
    }

    /**
     * How long a packet must wait, if none goes before it.
     *
     * @param size its size in units
     * @param nowNanos the time, never less than before
     * @return nanoseconds from now, 0 if it may go
     */
    public long waitNanos(long size, long nowNanos) {
        refill(nowNanos);
        long missing = Math.min(size * SCALE, full) - credit;
        return missing <= 0 ? 0 : (missing + ratePerSecond - 1) / ratePerSecond;
    }

    /**
     * Takes a packet's tokens.
     *
     * @param size its size in units
     */
    public void take(long size) {
        credit -= size * SCALE;
    }
}
