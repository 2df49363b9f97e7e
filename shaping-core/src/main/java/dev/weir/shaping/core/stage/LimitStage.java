package dev.weir.shaping.core.stage;

import dev.weir.shaping.DropReason;
import dev.weir.shaping.impair.QueueLimit;
import dev.weir.shaping.impair.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket with a queue: a server. A packet that finds nobody waiting and enough tokens passes at once.
 *
 * <p>The burst is 10 ms at the rate, at least 1514 bytes and one packet, at most 500 MB. The queue holds 500 ms at the rate and at least 64 KiB (64
 * packets for a limit on packets alone), unless another bound is given; it drops from its tail. At the end of time, {@link
 * Long#MAX_VALUE}, all that waits goes.
 *
 * <p>When the rate changes, the head of the queue is timed anew, exactly.
 */
public final class LimitStage extends QueueingStage implements Tunable {
    private final TokenBuckets buckets;
    private Stage next;
    private long serviceNanos;

    /**
     * A limit stage that counts packets as long as they are.
     *
     * @param space what the stages share
     * @param limit the rate in bytes, packets or both
     * @param queue the bound on what waits, or null for the default
     * @param next where packets go when they have their tokens
     */
    public LimitStage(StageSpace space, RateLimit limit, @Nullable QueueLimit queue, Stage next) {
        this(space, LimitRate.of(limit, queue), TokenSource.OWN, ShortPackets.NONE, next);
    }

    /**
     * A limit stage.
     *
     * @param space what the stages share
     * @param rate the rate and the bound on what waits
     * @param source where its buckets come from
     * @param shortPackets what short packets cost
     * @param next where packets go when they have their tokens
     */
    public LimitStage(StageSpace space, LimitRate rate, TokenSource source, ShortPackets shortPackets, Stage next) {
        super(space, rate.bound, DropReason.LIMIT_QUEUE_FULL);
        this.buckets = new TokenBuckets(rate, source, shortPackets);
        this.next = next;
    }

    /**
     * Sends packets elsewhere, from now on.
     *
     * @param newNext where packets go when they have their tokens
     */
    public void next(Stage newNext) {
        next = newNext;
    }

    /**
     * Lets all that waits go at once, at the cost of no tokens: the limit is no more, as long as no packet comes here.
     *
     * @param nowNanos logical time
     */
    public void open(long nowNanos) {
        while (!queue.isEmpty()) {
            next.accept(dequeue(), nowNanos);
        }
    }

    @Override
    public void accept(int packet, long nowNanos) {
        if (!queue.isEmpty()) {
            enqueue(packet, nowNanos);
            return;
        }
        long wait = waitNanos(packet, nowNanos);
        if (wait == 0) {
            pass(packet, nowNanos);
            return;
        }
        enqueue(packet, nowNanos);
        if (!queue.isEmpty()) {
            serviceAt(StageSpace.later(nowNanos, wait));
        }
    }

    private long waitNanos(int packet, long nowNanos) {
        return nowNanos == Long.MAX_VALUE ? 0 : buckets.waitNanos(space.packets.length(packet), nowNanos);
    }

    private void pass(int packet, long nowNanos) {
        buckets.take(space.packets.length(packet));
        next.accept(packet, nowNanos);
    }

    private void serviceAt(long nanos) {
        serviceNanos = nanos;
        scheduleService(nanos);
    }

    @Override
    public void rate(LimitRate rate, long nowNanos) {
        buckets.rate(rate, nowNanos);
        if (!queue.isEmpty()) {
            long due = StageSpace.later(nowNanos, waitNanos(queue.head(), nowNanos));
            if (due < serviceNanos) {
                serviceAt(due);
            }
        }
        bound(rate.bound);
    }

    @Override
    void serve(long nowNanos) {
        while (!queue.isEmpty()) {
            long wait = waitNanos(queue.head(), nowNanos);
            if (wait > 0) {
                serviceAt(StageSpace.later(nowNanos, wait));
                return;
            }
            pass(dequeue(), nowNanos);
        }
    }

    @Override
    public boolean idle() {
        return queue.isEmpty();
    }
}
