package dev.weir.shaping.core.stage;

/**
 * A token bucket in exact integer arithmetic.
 *
 * <p>Not thread-safe; allocates nothing.
 */
public final class TokenBucket extends Tokens {
    private TokenRate rate;
    private long credit;
    private long asOfNanos;

    /**
     * A full bucket at time 0.
     *
     * @param ratePerSecond units per second, at least 1
     * @param burst units the bucket holds, at least 1; more than 4 000 000 000 count as that
     */
    public TokenBucket(long ratePerSecond, long burst) {
        this.rate = TokenRate.of(ratePerSecond, burst);
        this.credit = rate.full();
    }

    TokenBucket(TokenRate rate) {
        this.rate = rate;
        this.credit = rate.full();
    }

    private void refill(long nowNanos) {
        if (nowNanos > asOfNanos) {
            credit = rate.refilled(credit, nowNanos - asOfNanos);
            asOfNanos = nowNanos;
        }
    }

    @Override
    void rate(TokenRate newRate, long nowNanos) {
        refill(nowNanos);
        rate = newRate;
        credit = Math.min(credit, newRate.full());
    }

    /**
     * How long a packet must wait, if none goes before it.
     *
     * @param size its size in units
     * @param nowNanos the time, never less than before
     * @return nanoseconds from now, 0 if it may go
     */
    @Override
    public long waitNanos(long size, long nowNanos) {
        refill(nowNanos);
        return rate.waitNanos(size, credit);
    }

    @Override
    boolean has(long size, long nowNanos) {
        return waitNanos(size, nowNanos) == 0;
    }

    /**
     * Takes a packet's tokens.
     *
     * @param size its size in units
     */
    @Override
    public void take(long size) {
        credit -= TokenRate.cost(size);
    }
}
