package dev.weir.shaping.core.stage;

import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * The rate and size of token buckets, apart from what is in one. Immutable; the arithmetic allocates nothing.
 *
 * @param ratePerSecond units per second, at least 1
 * @param full the credit of a full bucket
 */
record TokenRate(long ratePerSecond, long full) {
    /*
     * Credit is kept in billionths of a unit (a bit or a packet), so that one nanosecond adds exactly `rate` of them and no rounding
     * ever accumulates: over any time t from a full bucket, what passes is at most burst + rate * t.
     *
     * A packet may go when the bucket holds its size, or is full. A packet larger than the burst therefore goes from a full bucket and
     * leaves a debt, which the packets behind it wait for.
     */
    private static final long SCALE = 1_000_000_000L;
    private static final long MAX_BURST = 4_000_000_000L;
    private static final long BURSTS_PER_SECOND = 100;
    private static final long LEAST_BURST_BITS = 8 * 1514;

    /** What passes at a rate below 2<sup>40</sup> within less than this, added to any credit, is still a long: no division is needed. */
    private static final long SHORT_NANOS = 1L << 22;

    static TokenRate of(long ratePerSecond, long burst) {
        return new TokenRate(ratePerSecond, Math.min(burst, MAX_BURST) * SCALE);
    }

    /** Buckets of bits, or null if the limit is on packets alone. */
    static @Nullable TokenRate bits(RateLimit limit) {
        Rate rate = limit.rate();
        return rate == null ? null : new TokenRate(rate.bitsPerSecond(), fullBits(rate.bitsPerSecond()));
    }

    /** Buckets of packets, or null if the limit is on bytes alone. */
    static @Nullable TokenRate packets(RateLimit limit) {
        long perSecond = limit.packetsPerSecond();
        return perSecond == 0 ? null : new TokenRate(perSecond, fullPackets(perSecond));
    }

    /** The credit of a full bucket of bits at a rate. */
    static long fullBits(long perSecond) {
        return Math.min(MAX_BURST, Math.max(LEAST_BURST_BITS, perSecond / BURSTS_PER_SECOND)) * SCALE;
    }

    /** The credit of a full bucket of packets at a rate. */
    static long fullPackets(long perSecond) {
        return Math.max(1, perSecond / BURSTS_PER_SECOND) * SCALE;
    }

    /** The units that a full bucket holds. */
    long burst() {
        return full / SCALE;
    }

    static long cost(long size) {
        return size * SCALE;
    }

    static long refilled(long credit, long passedNanos, long ratePerSecond, long full) {
        if (passedNanos < SHORT_NANOS && ratePerSecond < 1L << 40) {
            return Math.min(full, credit + passedNanos * ratePerSecond);
        }
        long missing = full - credit;
        return passedNanos > missing / ratePerSecond ? full : credit + passedNanos * ratePerSecond;
    }

    static long waitNanos(long size, long credit, long ratePerSecond, long full) {
        long missing = Math.min(cost(size), full) - credit;
        return missing <= 0 ? 0 : (missing + ratePerSecond - 1) / ratePerSecond;
    }

    long refilled(long credit, long passedNanos) {
        return refilled(credit, passedNanos, ratePerSecond, full);
    }

    long waitNanos(long size, long credit) {
        return waitNanos(size, credit, ratePerSecond, full);
    }
}
