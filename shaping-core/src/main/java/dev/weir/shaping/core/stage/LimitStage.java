package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.Rate;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket with a queue: a server. A packet that finds nobody waiting and enough tokens passes at once.
 *
 * <p>The burst is 10 ms at the rate, at least 1514 bytes and one packet, at most 500 MB. The queue holds 500 ms at the rate and at least 64 KiB (64
 * packets for a limit on packets alone), unless another bound is given; it drops from its tail. At the end of time, {@link
 * Long#MAX_VALUE}, all that waits goes.
 */
public final class LimitStage extends QueueingStage {
    private static final Duration DEFAULT_QUEUE = Duration.ofMillis(500);

    private final @Nullable TokenBucket bits;
    private final @Nullable TokenBucket packets;
    private final Stage next;

    /**
     * A limit stage.
     *
     * @param space what the stages share
     * @param limit the rate in bytes, packets or both
     * @param queue the bound on what waits, or null for the default
     * @param next where packets go when they have their tokens
     */
    public LimitStage(StageSpace space, RateLimit limit, @Nullable QueueLimit queue, Stage next) {
        super(space, bound(limit, queue), DropReason.LIMIT_QUEUE_FULL);
        TokenRate bitRate = TokenRate.bits(limit);
        TokenRate packetRate = TokenRate.packets(limit);
        this.bits = bitRate == null ? null : new TokenBucket(bitRate);
        this.packets = packetRate == null ? null : new TokenBucket(packetRate);
        this.next = next;
    }

    static QueueBound bound(RateLimit limit, @Nullable QueueLimit queue) {
        Rate rate = limit.rate();
        return rate == null
                ? QueueBound.of(queue, limit.packetsPerSecond(), DEFAULT_QUEUE)
                : QueueBound.of(queue, rate, DEFAULT_QUEUE);
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (!queue.isEmpty()) {
            enqueue(packet, nowNanos);
            return;
        }
        long wait = waitNanos(packet, nowNanos);
        if (wait == 0) {
            take(packet);
            next.accept(packet, nowNanos);
            return;
        }
        enqueue(packet, nowNanos);
        if (!queue.isEmpty()) {
            scheduleService(StageSpace.later(nowNanos, wait));
        }
    }

    private long waitNanos(int packet, long nowNanos) {
        if (nowNanos == Long.MAX_VALUE) {
            return 0;
        }
        long forBits = bits == null ? 0 : bits.waitNanos(8L * space.packets.length(packet), nowNanos);
        return packets == null ? forBits : Math.max(forBits, packets.waitNanos(1, nowNanos));
    }

    private void take(int packet) {
        if (bits != null) {
            bits.take(8L * space.packets.length(packet));
        }
        if (packets != null) {
            packets.take(1);
        }
    }

    @Override
    void serve(long nowNanos) {
        while (!queue.isEmpty()) {
            long wait = waitNanos(queue.head(), nowNanos);
            if (wait > 0) {
                scheduleService(StageSpace.later(nowNanos, wait));
                return;
            }
            int packet = dequeue();
            take(packet);
            next.accept(packet, nowNanos);
        }
    }

    @Override
    public boolean idle() {
        return queue.isEmpty();
    }
}
