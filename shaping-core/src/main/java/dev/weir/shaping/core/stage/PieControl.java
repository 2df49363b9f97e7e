package dev.weir.shaping.core.stage;

/** The controller of RFC 8033: the probability of dropping a packet, from how long the head of the queue has waited at each tick. Not thread-safe; allocates nothing. */
final class PieControl {
    /*
     * At each tick of 15 ms the probability p changes by
     *
     *     alpha (delay - target) + beta (delay - delay before),    alpha = 1/8 per second, beta = 5/4 per second,
     *
     * less while it is small: divided by 2048 below 10^-6, by 512 below 10^-5, and so on; and by at most 2 % from 10 % on. Without any delay it also
     * decays by 2 % a tick. A burst of the given length passes untouched after the probability has come to 0 and the delay has been below half the target.
     *
     * The delay is how long the packet at the head has waited, 0 if there is none: the time stamps that section 5.2 allows in place of the departure rate. Between two
     * changes of the queue it is known for every tick, so ticks are caught up with when the queue changes next, and need no event. Many ticks at once end early: p comes to rest at 0
     * or 1.
     *
     * p is a multiple of 2^-53. With x = delay - target + 10 (delay - delay before) in nanoseconds the change is x / (8 * 10^9) = x * 2^41 / 5^9 of these.
     *
     * 1. R. Pan, P. Natarajan, F. Baker, G. White: Proportional Integral Controller Enhanced (PIE). RFC 8033, 2017.
     */
    static final long ONE = 1L << 53;
    static final long EMPTY = -1;

    private static final long TICK_NANOS = 15_000_000;
    private static final long FULL_CHANGE = 8_000_000_000L;
    private static final long DIVISOR = 1_953_125;
    private static final int SHIFT = 41;
    private static final int LARGEST_SCALE = 11;
    private static final long TENTH = oneIn(10);
    private static final long MOST_GROWTH = ONE / 50;

    private final long targetNanos;
    private final long maxBurstNanos;
    private long probability;
    private long delayNanos;
    private long burstNanos;
    private long tickNanos = TICK_NANOS;

    PieControl(long targetNanos, long maxBurstNanos) {
        this.targetNanos = targetNanos;
        this.maxBurstNanos = maxBurstNanos;
        this.burstNanos = maxBurstNanos;
    }

    /** The least multiple of 2^-53 that is not below a fraction. */
    static long oneIn(long number) {
        return (ONE + number - 1) / number;
    }

    long probability() {
        return probability;
    }

    /** The delay at the last tick. */
    long delayNanos() {
        return delayNanos;
    }

    boolean bursting() {
        return burstNanos > 0;
    }

    /** Runs all ticks up to a time, during which the packet at the head has been the same. */
    void turnTo(long nowNanos, long headSinceNanos) {
        while (tickNanos <= nowNanos) {
            if (atRest(headSinceNanos)) {
                skip(nowNanos, headSinceNanos);
                return;
            }
            tick(delayAt(tickNanos, headSinceNanos));
            tickNanos = StageSpace.later(tickNanos, TICK_NANOS);
            if (tickNanos == Long.MAX_VALUE) {
                return;
            }
        }
    }

    private static long delayAt(long nanos, long headSinceNanos) {
        return headSinceNanos == EMPTY ? 0 : Math.max(0, nanos - headSinceNanos);
    }

    private boolean atRest(long headSinceNanos) {
        if (headSinceNanos == EMPTY) {
            return probability == 0 && delayNanos == 0 && burstNanos == maxBurstNanos;
        }
        return probability == ONE && burstNanos == 0 && delayNanos > targetNanos;
    }

    /** Further ticks change nothing but the delay. */
    private void skip(long nowNanos, long headSinceNanos) {
        long last = nowNanos - (nowNanos - tickNanos) % TICK_NANOS;
        delayNanos = delayAt(last, headSinceNanos);
        tickNanos = StageSpace.later(last, TICK_NANOS);
    }

    private void tick(long delay) {
        long growth = growth(delay);
        if (probability >= TENTH) {
            growth = Math.min(growth, MOST_GROWTH);
        }
        long changed = Math.max(0, Math.min(ONE, probability + growth));
        boolean quiet = delay == 0 && delayNanos == 0;
        probability = quiet ? changed / 50 * 49 + changed % 50 * 49 / 50 : changed;
        burstNanos = Math.max(0, burstNanos - TICK_NANOS);
        if (probability == 0 && 2 * delay < targetNanos && 2 * delayNanos < targetNanos) {
            burstNanos = maxBurstNanos;
        }
        delayNanos = delay;
    }

    private long growth(long delay) {
        int scale = scale();
        long most = FULL_CHANGE << scale;
        long cappedDelay = Math.min(delay, most);
        long change = cappedDelay - targetNanos + 10 * (cappedDelay - Math.min(delayNanos, most));
        long bounded = Math.max(-most, Math.min(most, change));
        int shift = SHIFT - scale;
        return (bounded / DIVISOR << shift) + (bounded % DIVISOR << shift) / DIVISOR;
    }

    private int scale() {
        int scale = LARGEST_SCALE;
        for (long limit = 1_000_000; limit >= 10; limit /= 10) {
            if (probability < oneIn(limit)) {
                return scale;
            }
            scale -= 2;
        }
        return 0;
    }
}
