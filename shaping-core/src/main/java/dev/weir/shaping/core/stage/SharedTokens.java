package dev.weir.shaping.core.stage;

/**
 * One engine's way to a {@link SharedBucket}. As long as the bucket has tokens it draws some more than it needs, a tenth of the burst, and spends them without asking
 * again. When the bucket has not, it reserves what the packet at hand lacks. So all engines together pass at most what the bucket gives, and, at any
 * instant, a tenth of the burst for each of them on top.
 *
 * <p>Not thread-safe: the engine's own.
 */
final class SharedTokens extends Tokens {
    private final SharedBucket bucket;
    private final int user;
    private TokenRate rate;
    private long credit;
    private long reserved;
    private long dueNanos;

    SharedTokens(SharedBucket bucket, TokenRate rate) {
        this.bucket = bucket;
        this.user = bucket.attach(this);
        this.rate = rate;
    }

    @Override
    void rate(TokenRate newRate, long nowNanos) {
        settle(nowNanos);
        rate = newRate;
        credit = Math.min(credit, newRate.burst());
    }

    /** Reserves what the packet lacks. */
    @Override
    long waitNanos(long size, long nowNanos) {
        settle(nowNanos);
        if (size <= credit || draw(size, nowNanos)) {
            return 0;
        }
        long lacking = size - credit - reserved;
        if (lacking > 0) {
            dueNanos = bucket.take(user, rate, lacking, nowNanos, Long.MAX_VALUE);
            reserved += lacking;
            settle(nowNanos);
        }
        return size <= credit ? 0 : dueNanos - nowNanos;
    }

    /** Reserves nothing. */
    @Override
    boolean has(long size, long nowNanos) {
        settle(nowNanos);
        return size <= credit || draw(size, nowNanos);
    }

    @Override
    void take(long size) {
        credit -= size;
    }

    private void settle(long now) {
        if (reserved > 0 && dueNanos <= now) {
            credit += reserved;
            reserved = 0;
        }
    }

    private boolean draw(long size, long now) {
        if (reserved > 0) {
            return false;
        }
        long lacking = size - credit;
        long ahead = lacking + SharedBucket.quantum(rate);
        return TokenRate.cost(ahead) <= rate.full() && drawn(ahead, now) || drawn(lacking, now);
    }

    private boolean drawn(long amount, long now) {
        if (bucket.take(user, rate, amount, now, 0) == SharedBucket.REFUSED) {
            return false;
        }
        credit += amount;
        return true;
    }
}
