package dev.weir.shaping.core.stage;

import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a limit comes to: the buckets' rates and the bound on what waits for them. Immutable and thread-safe. */
public final class LimitRate {
    private static final Duration DEFAULT_QUEUE = Duration.ofMillis(500);

    final @Nullable TokenRate bits;
    final @Nullable TokenRate packets;
    final QueueBound bound;

    private LimitRate(@Nullable TokenRate bits, @Nullable TokenRate packets, QueueBound bound) {
        this.bits = bits;
        this.packets = packets;
        this.bound = bound;
    }

    /**
     * The rates of a limit.
     *
     * @param limit the rate in bytes, packets or both, or null for no limit
     * @param queue the bound on what waits, or null for the default: 500 ms at the rate and at least 64 KiB, or 64 packets for a limit on
     *     packets alone
     * @return the rates
     */
    public static LimitRate of(@Nullable RateLimit limit, @Nullable QueueLimit queue) {
        if (limit == null) {
            return new LimitRate(null, null, new QueueBound(Long.MAX_VALUE, Long.MAX_VALUE));
        }
        Rate rate = limit.rate();
        QueueBound bound = rate == null
                ? QueueBound.of(queue, limit.packetsPerSecond(), DEFAULT_QUEUE)
                : QueueBound.of(queue, rate, DEFAULT_QUEUE);
        return new LimitRate(TokenRate.bits(limit), TokenRate.packets(limit), bound);
    }

    /** A rate as a number, 0 for none. */
    static long perSecond(@Nullable TokenRate rate) {
        return rate == null ? 0 : rate.ratePerSecond();
    }
}
